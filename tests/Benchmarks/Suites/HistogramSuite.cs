using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Analysis;
using Engine.Measures;
using Engine.Numerics;
using Kernels.Simd;

namespace Benchmarks.Suites;

/// <summary>
/// Joint histograms of 1,500 neurons over 10,000 images, with the measures of every neuron; outputs like a ReLU network's.
/// </summary>
internal sealed class HistogramSuite : ISuite
{
    private const int Samples = 10_000;
    private const int Neurons = 1_500;
    private const int Classes = HistogramData.Classes;

    /// <summary>scikit-learn needs milliseconds for a neuron: so many are timed.</summary>
    private const int SampledNeurons = 50;

    /// <summary>The engine's runs and copies timed at once before NumPy's turn, and how often each has its turn.</summary>
    private const int AtOnce = 15, Turns = 9;

    /// <summary>Neurons that a thread measures before it asks for the next.</summary>
    private const int NeuronsTogether = 25;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var sample = HistogramData.Draw(Samples, Neurons);
        var (activations, labels) = (sample.Activations, sample.Labels);
        context.Python?.Load<float>("activations", activations, "<f4", Samples, Neurons);
        context.Python?.Load<byte>("labels", labels, "u1", Samples);
        var resources = new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory);
        using var team = new WorkerTeam(context.Options.Threads);
        using var copies = new CopyBandwidth((long)Samples * Neurons, team);
        foreach (var rule in HistogramData.Rules)
        {
            var quantizers = sample.Fit(rule);
            var device = new SimdDevice();
            int[][] Count() => device.CountJointHistograms(activations, labels, Classes, quantizers, resources);
            var measures = Measure(Count(), quantizers, team);
            var work = $"{quantizers[0].Bins} bins x {Classes} classes of {Neurons} neurons x {Samples} images";
            List<Func<double>> turns = [
                Rounds.Short(AtOnce, () => Count()),
                Rounds.Short(AtOnce, () => Measure(Count(), quantizers, team)),
                Rounds.Short(AtOnce, copies.Copy)];
            if (context.Python is { } python)
            {
                python.Load<float>(
                    "edges", quantizers.SelectMany(quantizer => quantizer.Edges.ToArray()).ToArray(), "<f4", Neurons,
                    quantizers[0].Bins - 1);
                RequireSame(measures, python);
                turns.Add(() => python.Call("numpy_histograms", "edges", Classes)[0].GetDouble());
                turns.Add(() => python.Call("sklearn_information", "edges", SampledNeurons)[0].GetDouble() * Neurons / SampledNeurons);
            }
            var times = Rounds.Medians(Math.Max(context.Options.Repeats, Turns), [.. turns]);
            var measured = $"{work}, with entropy and mutual information";
            var (numpy, sklearn, missing) = context.Python is null
                ? (null, null, "no Python with NumPy")
                : ((double?)times[3], (double?)times[4], "");
            yield return new BenchRow(measured, "numpy.bincount per neuron", times[1], numpy, 50, missing);
            yield return new BenchRow(
                measured, "sklearn mutual_info_score per neuron", times[1], sklearn, 50,
                context.Python is null ? missing : $"{SampledNeurons} neurons timed");
            yield return new BenchRow(
                work, "copying the same bytes", times[0], times[2], 0.5,
                $"{2e-9 * sizeof(float) * Samples * Neurons / times[2]:0.0} GB/s read and written");
        }
    }

    private static void RequireSame((double Entropy, double Information)[] measures, Baselines.PythonSession python)
    {
        var numpy = python.Call("numpy_histograms", "edges", Classes)[1];
        for (var neuron = 0; neuron < Neurons; neuron++)
            Compare(neuron, measures[neuron].Information, numpy[neuron][1].GetDouble());
        var sklearn = python.Call("sklearn_information", "edges", SampledNeurons)[1];
        for (var neuron = 0; neuron < SampledNeurons; neuron++)
            Compare(neuron, measures[neuron].Information, sklearn[neuron].GetDouble());
    }

    private static void Compare(int neuron, double engine, double baseline)
    {
        if (Math.Abs(engine - baseline) > 1e-9)
            throw new WrongResultException($"mutual information of neuron {neuron}: {engine:R} bits, the baseline finds {baseline:R}");
    }

    /// <summary>The measures that the baselines compute: entropy and plug-in mutual information.</summary>
    private static (double Entropy, double Information)[] Measure(int[][] counts, Quantizer[] quantizers, WorkerTeam team)
    {
        var measures = new (double Entropy, double Information)[Neurons];
        team.Run(Neurons / NeuronsTogether, part =>
        {
            for (var neuron = part * NeuronsTogether; neuron < (part + 1) * NeuronsTogether; neuron++)
            {
                var histogram = new JointHistogram(quantizers[neuron].Bins, Classes, counts[neuron]);
                measures[neuron] = (Entropy.OfBins(histogram), MutualInformation.PlugIn(histogram));
            }
        });
        return measures;
    }
}
