using System.Text.Json;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Ablation;
using Engine.Numerics;

namespace Benchmarks.Suites;

/// <summary>All pairs of 500 and of 1,500 neurons over 10,000 images and ten classes, one-bit outputs.</summary>
internal sealed class PairSuite : ISuite
{
    private const int Samples = 10_000;

    /// <summary>scikit-learn needs milliseconds for a pair: so many are timed.</summary>
    private const int SampledPairs = 20;

    private const double Tolerance = 1e-9;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        using var team = new WorkerTeam(context.Options.Threads);
        foreach (var neurons in new[] { 500, 1500 })
        {
            var subject = new PairSubject(PairSymbols.OneBit(HistogramData.Draw(Samples, neurons)), context.Options.Threads);
            var pairs = neurons * (neurons - 1) / 2;
            List<Func<double>> turns = [
                Rounds.Short(3, () => subject.Find()),
                Rounds.Short(3, () => subject.Scan(informations: true)),
                Rounds.Short(3, () => subject.Scan(informations: false)),
                () => PopulationCountPeak.Seconds((double)pairs * subject.Planes.Words, team)];
            if (context.Python is { } python)
            {
                python.Load<byte>("codes", subject.AllCodes(), "u1", neurons, Samples);
                python.Load<byte>("labels", subject.Labels, "u1", Samples);
                RequireSame(subject, python.Call("numpy_pairs", HistogramData.Classes, SampledPairs)[1]);
                RequireSame(subject, python.Call("sklearn_pairs", SampledPairs)[1]);
                turns.Add(() => python.Call("numpy_pairs", HistogramData.Classes, SampledPairs)[0].GetDouble());
                turns.Add(() => python.Call("sklearn_pairs", SampledPairs)[0].GetDouble() * pairs / SampledPairs);
            }
            var times = Rounds.Medians(context.Options.Repeats, [.. turns]);
            var work = $"all pairs of {neurons} neurons, one-bit, {Samples} images, 10 classes";
            var measured = $"{work}, with p, q and the best 100";
            var missing = context.Python is null ? "no Python with NumPy" : null;
            yield return new BenchRow(
                measured, "NumPy, a float32 product per class", times[0], missing is null ? times[4] : null, 10, missing ?? "");
            yield return new BenchRow(
                measured, "sklearn mutual_info_score per pair", times[0], missing is null ? times[5] : null, 1000,
                missing ?? $"{SampledPairs} pairs timed, two informations each");
            yield return new BenchRow(
                $"{work}: counts and informations", "NumPy, a float32 product per class", times[1], missing is null ? times[4] : null, 10,
                missing ?? "");
            yield return new BenchRow(
                $"{work}: counts and informations", "counting bits in the first-level cache", times[1], times[3], 0.5, "");
            yield return new BenchRow(
                $"{work}: counts alone", "counting bits in the first-level cache", times[2], times[3], 0.5,
                $"{1e-9 * pairs * subject.Planes.Words / times[2]:0.0} billion words/s");
        }
    }

    /// <param name="expected">Of the pairs of neuron 0 with those after it: I(Ti;Tj), I(Ti,Tj;Y) and, where the baseline has it, I_min.
    /// </param>
    private static void RequireSame(PairSubject subject, JsonElement expected)
    {
        var found = subject.OfFirst();
        for (var second = 1; second <= expected.GetArrayLength(); second++)
        {
            var (row, pair) = (expected[second - 1], found[new NeuronId(1, second)]);
            double[] own = [pair.Pair, pair.Joint, pair.Redundancy];
            for (var i = 0; i < row.GetArrayLength(); i++)
                if (!(Math.Abs(row[i].GetDouble() - own[i]) <= Tolerance))
                    throw new WrongResultException($"pair 0, {second}: {own[i]:R} bits, the baseline finds {row[i].GetDouble():R}");
        }
    }
}
