using Engine.Analysis;
using Engine.Benchmarks.Reporting;
using Engine.Benchmarks.Subjects;
using Engine.Benchmarks.Timing;
using Engine.Measures;
using Engine.Numerics;
using Kernels.Simd;

namespace Engine.Benchmarks.Suites;

/// <summary>Joint histograms of 1,500 neurons over 10,000 images, with the measures of every neuron; outputs like a ReLU network's.</summary>
internal sealed class HistogramSuite : ISuite
{
    private const int Samples = 10_000;
    private const int Neurons = 1_500;
    private const int Classes = HistogramData.Classes;

    /// <summary>scikit-learn needs milliseconds for a neuron: so many are timed.</summary>
    private const int SampledNeurons = 50;

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
        // Milliseconds, which vary more than seconds do.
        var repeats = Math.Max(context.Options.Repeats, 51);
        foreach (var rule in HistogramData.Rules)
        {
            var quantizers = sample.Fit(rule);
            var device = new SimdDevice();
            (double Entropy, double Information)[] measures = [];
            var copy = CopyBandwidth.Seconds((long)Samples * Neurons, repeats, team);
            var counting = Stopwatches.Median(repeats, () => device.CountJointHistograms(activations, labels, Classes, quantizers, resources));
            var whole = Stopwatches.Median(repeats, () => measures = Measure(device.CountJointHistograms(activations, labels, Classes, quantizers, resources), quantizers, team));
            var work = $"{quantizers[0].Bins} bins x {Classes} classes of {Neurons} neurons x {Samples} images";
            foreach (var row in Baselines(context, $"{work}, with entropy and mutual information", quantizers, measures, whole))
                yield return row;
            yield return new BenchRow(work, "copying the same bytes", counting, copy, 0.5, $"{2e-9 * sizeof(float) * Samples * Neurons / copy:0.0} GB/s read and written");
        }
    }

    private static IEnumerable<BenchRow> Baselines(BenchContext context, string work, Quantizer[] quantizers, (double Entropy, double Information)[] measures, double engine)
    {
        const string Numpy = "numpy.bincount per neuron", Sklearn = "sklearn mutual_info_score per neuron";
        if (context.Python is not { } python)
        {
            yield return new BenchRow(work, Numpy, engine, null, 50, "no Python with NumPy");
            yield break;
        }
        var edges = quantizers.SelectMany(quantizer => quantizer.Edges.ToArray()).ToArray();
        python.Load<float>("edges", edges, "<f4", Neurons, quantizers[0].Bins - 1);
        var times = new List<double>();
        for (var i = 0; i < context.Options.Repeats; i++)
        {
            var answer = python.Call("numpy_histograms", "edges", Classes);
            times.Add(answer[0].GetDouble());
            for (var neuron = 0; neuron < Neurons && i == 0; neuron++)
                Compare(neuron, measures[neuron].Information, answer[1][neuron][1].GetDouble());
        }
        yield return new BenchRow(work, Numpy, engine, Stopwatches.Median(times), 50, "");
        var sklearn = python.Call("sklearn_information", "edges", SampledNeurons);
        for (var neuron = 0; neuron < SampledNeurons; neuron++)
            Compare(neuron, measures[neuron].Information, sklearn[1][neuron].GetDouble());
        yield return new BenchRow(work, Sklearn, engine, sklearn[0].GetDouble() * Neurons / SampledNeurons, 50, $"{SampledNeurons} neurons timed");
    }

    private static void Compare(int neuron, double engine, double baseline)
    {
        if (Math.Abs(engine - baseline) > 1e-9)
            throw new WrongResultException($"mutual information of neuron {neuron}: {engine:R} bits, the baseline finds {baseline:R}");
    }

    /// <summary>What the baselines compute: entropy and plug-in mutual information.</summary>
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
