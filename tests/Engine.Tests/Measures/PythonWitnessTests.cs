using System.Text.Json;
using Engine.Ablation;
using Engine.Measures;
using Engine.Numerics;

namespace Engine.Tests.Measures;

/// <summary>The same numbers from scikit-learn and scipy, by tests/witnesses/python/measures.py.</summary>
public sealed class PythonWitnessTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Histograms_tails_and_rank_correlations()
    {
        var python = PythonWitness.Require("numpy", "scipy.stats", "sklearn.metrics");
        var histograms = Enumerable.Range(0, 150).Select(seed => Histograms.Random(new Random(seed), 40, 12)).Append(Large()).ToArray();
        var tails = Tails().ToArray();
        float[][] columns = [.. new[] { 1, 7, 999, 1000, 1001, 5003 }.Select(Column)];
        var pairs = Enumerable.Range(0, 50).Select(seed => Pair(new Random(seed))).ToArray();

        var answer = PythonScript.Ask(python, "measures.py", new
        {
            histograms = histograms.Select(Rows),
            tails = tails.Select(tail => new[] { tail.Degrees, tail.Statistic }),
            pairs = pairs.Select(pair => new[] { pair.X, pair.Y }),
            columns,
        });

        for (var i = 0; i < histograms.Length; i++)
            AssertAgrees(answer.GetProperty("histograms")[i], histograms[i]);
        for (var i = 0; i < tails.Length; i++)
            AssertRelative(
                answer.GetProperty("tails")[i].GetDouble(),
                IncompleteGamma.UpperRegularized(tails[i].Degrees, tails[i].Statistic / 2),
                $"{tails[i]}");
        for (var i = 0; i < pairs.Length; i++)
            AssertSame(answer.GetProperty("spearman")[i], Spearman.Correlation(pairs[i].X, pairs[i].Y));
        for (var i = 0; i < columns.Length; i++)
            Assert.Equal(
                answer.GetProperty("middles")[i].EnumerateArray().Select(end => end.GetSingle()),
                [Outliers.Middle(columns[i]).Low, Outliers.Middle(columns[i]).High]);
    }

    /// <summary>Ascending.</summary>
    private static float[] Column(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 100)).Order()];
    }

    private static void AssertAgrees(JsonElement theirs, JointHistogram histogram)
    {
        var ours = Histograms.Neuron(histogram);
        Assert.Equal(theirs.GetProperty("entropy").GetDouble(), ours[Entropy.Definition], Tolerance);
        Assert.Equal(theirs.GetProperty("class_entropy").GetDouble(), Entropy.OfClasses(histogram), Tolerance);
        Assert.Equal(theirs.GetProperty("information").GetDouble(), ours[MutualInformation.Definition], Tolerance);
        Assert.Equal(theirs.GetProperty("kl").GetDouble(), ours[KlSelectivity.Definition], Tolerance);
        Assert.Equal(theirs.GetProperty("p").GetDouble(), MutualInformation.ChiSquaredP(ours), Tolerance);
    }

    private static void AssertSame(JsonElement theirs, double ours)
    {
        if (theirs.ValueKind == JsonValueKind.Null)
            Assert.True(double.IsNaN(ours));
        else
            Assert.Equal(theirs.GetDouble(), ours, Tolerance);
    }

    private static void AssertRelative(double theirs, double ours, string what) =>
        Assert.True(
            Math.Abs(ours - theirs) <= 1e-11 * theirs, $"{what}: {ours:R} is not scipy's {theirs:R}, off by {(ours / theirs) - 1:E2}");

    private static IEnumerable<(int Degrees, double Statistic)> Tails()
    {
        foreach (var degrees in new[] { 1, 2, 3, 9, 27, 31, 32, 63, 135, 500, 2295 })
        {
            foreach (var share in new[] { 0.01, 0.3, 0.8, 0.999, 1.001, 1.3, 2, 3 })
                yield return (degrees, degrees * share);
        }

        // Far tails, to about 1e-290.
        foreach (var degrees in new[] { 1, 2, 9, 27, 63, 135 })
        {
            foreach (var statistic in new[] { 100.0, 400, 900, 1350 })
                yield return (degrees, statistic);
        }
    }

    private static JointHistogram Large()
    {
        var random = new Random(0);
        return new JointHistogram(256, 10, [.. Enumerable.Range(0, 2560).Select(_ => random.Next(60))]);
    }

    private static (double[] X, double[] Y) Pair(Random random)
    {
        // Few distinct values, so that there are ties, and now and then a constant.
        var (count, levels) = (random.Next(2, 40), random.Next(1, 9));
        double[] Draw() => [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(levels))];
        return (Draw(), Draw());
    }

    private static int[][] Rows(JointHistogram histogram) =>
        [.. Enumerable.Range(0, histogram.Bins)
            .Select(bin => Enumerable.Range(0, histogram.Classes).Select(label => histogram[bin, label]).ToArray())];
}
