using Engine;
using Engine.Bounds;
using Harness.Runs.Execution;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Bounds;

/// <summary>The table of bounds, of single runs and of many seeds together.</summary>
public sealed class BoundsTableTests
{
    private const string Langevin = """
        name: langevin
        dataset: two-gaussians
        network: {model: logistic}
        training: {optimizer: sgld, learning_rate: 0.1, noise: 0.05, clip: 1, batch_size: 100, epochs: 4}
        bounds: {names: [xu-raginsky]}
        """;

    private const string Layers = """
        name: layers
        dataset: symmetric-12
        network: {hidden: [5, 3], activation: tanh}
        training: {epochs: 2, batch_size: 64}
        measures: {permutations: 0}
        ablation: {random: 1}
        information_plane: {estimators: [binning-30, pairwise-upper], epochs: log-10, samples: 500}
        bounds: {names: [vera-piantanida-vega, shwartz-ziv-painsky-tishby], delta: 0.1}
        """;

    private const string Many = """
        name: many
        dataset: two-gaussians
        network: {model: logistic}
        training: {optimizer: sgd, learning_rate: 0.5, batch_size: 10, epochs: 20, l2: 0.01, subset: 10}
        seeds: 100
        measures: {permutations: 0}
        ablation: {random: 0}
        bounds: {names: [bu-zou-veeravalli]}
        """;

    [Fact]
    public void Langevin_training_has_the_bound_of_its_steps()
    {
        using var sweep = new WatchedSweep(Langevin);
        var table = sweep.Table("bounds");
        Assert.Equal(1, table.Rows);
        Assert.Equal(("xu-raginsky", 0), (table.Values<string>("bound")[0], table.Values<int>("layer")[0]));
        // 834 samples to train on: 9 batches, 36 steps, 6 parameters; eta L / sigma = 2: each step (6/2) ln(1 + 4/6).
        var information = 36 * 3 * Math.Log(1 + (4.0 / 6));
        Assert.Equal(Math.Sqrt(0.5 * information / 834), table.Values<double>("value")[0], 1e-9);
        var row = sweep.Result.Ended[0];
        Assert.Equal(row.Train.Accuracy - row.Test.Accuracy, table.Values<double>("measured_gap")[0], 1e-12);
        Assert.False(table.Values<bool>("vacuous")[0]);
        Assert.False(table["saturated"].IsPresent(0));
        Assert.Contains("clipped", table.Values<string>("assumptions")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_have_a_row_for_each_estimator_with_what_the_plane_says()
    {
        using var sweep = new WatchedSweep(Layers);
        var (bounds, plane) = (sweep.Table("bounds"), sweep.Table("information_plane"));
        Assert.Equal(2 * 3 * 2, bounds.Rows);
        // The plane's last six rows are those of the last epoch: three layers, two estimators.
        var bits = plane.Values<double>("i_xl")[^6..];
        for (var i = 0; i < 6; i++)
        {
            Assert.False(bounds["value"].IsPresent(i));
            Assert.False(bounds["vacuous"].IsPresent(i));
            Assert.Equal(i / 2 + 1, bounds.Values<int>("layer")[6 + i]);
            Assert.Equal(Math.Sqrt((Math.Pow(2, bits[i]) + Math.Log(20)) / (2 * 3277.0)), bounds.Values<double>("value")[6 + i], 1e-9);
        }
        Assert.Equal(plane.Values<string>("estimator")[^6..], bounds.Values<string>("estimator")[6..]);
        Assert.All(Enumerable.Range(0, bounds.Rows), row => Assert.False(bounds["ci_low"].IsPresent(row)));
        Assert.Equal(
            bounds.Rows,
            Enumerable.Range(0, bounds.Rows).Select(row => (
                bounds.Values<int>("layer")[row], bounds.Values<string>("bound")[row], bounds.Values<string>("estimator")[row])).Distinct()
                .Count());
        Assert.Contains("conjecture", bounds.Values<string>("assumptions")[6], StringComparison.Ordinal);
        Assert.Contains(
            "saturated, at least 0.95 log2 of 500 samples: the true value may be larger", bounds.Values<string>("detail")[6],
            StringComparison.Ordinal);
        // What the detail says is a column too, and the plane's own for that layer and estimator.
        var saturated = bounds.Values<bool>("saturated");
        Assert.Equal([.. plane.Values<bool>("saturated")[^6..], .. plane.Values<bool>("saturated")[^6..]], saturated);
        Assert.Equal(bounds.Values<string>("detail").Select(detail => detail.Contains("saturated", StringComparison.Ordinal)), saturated);
        Assert.Contains(true, saturated);
        Assert.Contains(false, saturated);
    }

    [Fact]
    public void All_seeds_together_have_the_individual_sample_bound_which_holds()
    {
        using var sweep = new WatchedSweep(Many);
        var point = Assert.Single(SweepBounds.Points(sweep.Plan));
        var rows = Bounds(sweep).Write(point);
        Assert.Equal(["gaussian", "gaussian-pooled"], rows.Select(row => row.Bound.Estimator));
        // By Jensen's inequality the root of the mean is the larger one.
        Assert.True(rows[1].Bound.Value > rows[0].Bound.Value);
        foreach (var row in rows.Select(row => row.Bound))
        {
            Assert.Equal((BoundKind.BuZouVeeravalli, 0), (row.Kind, row.Layer));
            Assert.True(row.Value > row.MeasuredGap && row.Value < 1, $"{row.Value} for a gap of {row.MeasuredGap}");
            Assert.True(row.Interval!.Value.Low < row.Value && row.Value < row.Interval.Value.High);
            Assert.Equal(sweep.Result.Ended.Average(run => run.Train.Accuracy - run.Test.Accuracy), row.MeasuredGap, 1e-12);
        }
        // Training sets differ between seeds: so do training losses of the same model.
        Assert.True(sweep.Result.Ended.Select(run => run.Train.Loss).Distinct().Count() > 90);
        // Written again it is the same file.
        var file = Directory.GetFiles(Path.Combine(sweep.Path, "bounds"), "*all-seeds*").Single();
        var bytes = File.ReadAllBytes(file);
        Bounds(sweep).Write(point);
        Assert.Equal(bytes, File.ReadAllBytes(file));
        var table = ResultTables.Read(file).Table;
        Assert.Equal(rows.Select(row => row.Bound.Interval!.Value.Low), table.Values<double>("ci_low"));
        Assert.All(table.Values<string>("ci_method"), method => Assert.Equal("group-jackknife", method));

        File.Delete(sweep.Model(41));
        var error = Assert.Throws<UserErrorException>(() => Bounds(sweep).Write(point));
        Assert.Contains("1 of 100 runs are missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Many, "at least 100 are needed", "seeds=99")]
    [InlineData(Many, "estimated for two features and two classes; the data set has 64 and 10", "dataset=digits")]
    public void What_cannot_be_estimated_is_refused_before_anything_runs(string spec, string expected, string change)
    {
        var mistake = Assert.ThrowsAny<UserErrorException>(() =>
        {
            using var sweep = new WatchedSweep(spec, 1, change);
        });
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    private static SweepBounds Bounds(WatchedSweep sweep) =>
        new(sweep.Folder, run => new DataSetLoader(new DataEnvironment { CacheRoot = sweep.Path + "-cache" }).Load(run.Spec.Dataset));
}
