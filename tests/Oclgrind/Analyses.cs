using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Measures;
using Engine.Networks;
using Engine.Randomness;
using Kernels.Ilgpu.Histograms;
using Testing.Analysis;

namespace Oclgrind;

/// <summary>All that the engine does on a device, with widths and numbers of samples that no group divides.</summary>
internal static class Analyses
{
    private const ulong Seed = 3;

    private static readonly AblationCase Small = new("4-3", Activation.Relu, false, 3, 3, 130, 0);

    /// <summary>For either shape of a product's groups of 256 a layer that fills it best.</summary>
    private static readonly AblationCase Wide = new("70-20", Activation.LeakyRelu, true, 9, 5, 40, 0);

    private static readonly AblationCase[] Others =
    [
        new("5-6", Activation.Relu, false, 4, 3, 130, 0),
        new("9-1-17", Activation.Tanh, false, 7, 5, 129, 0),
        new("8-20", Activation.Sigmoid, true, 9, 40, 128, 0),
    ];

    /// <param name="isShort">Every kernel, on a small network.</param>
    public static void Run(SimulatedDevice device, bool isShort)
    {
        Measure(device, Wide);
        Remove(device, Small, isShort);
        if (!isShort)
        {
            foreach (var which in Others)
                Remove(device, which, isShort: false);
        }
        // Two bins, as many as a group shares counters for, and so many cells that not even one neuron's fit in shared memory.
        foreach (var (bins, classes) in new[] { (2, 3), (16, 10), (256, 40) })
            CountHistograms(device, bins, classes, isShort ? 5 : 37, isShort ? 70 : 700);
    }

    private static void Measure(SimulatedDevice device, AblationCase which)
    {
        using var session = device.Open(which.Network);
        session.Evaluate(which.Data);
        session.Measure(which.Data, [QuantizerRule.OneBit, new QuantizerRule(QuantizerKind.Quantile, 2)], codes: true, default);
        var symbols = PairSymbols.Drawn([2, 3, 1, 2, 2, 2, 5, 2, 2], which.Data.Samples, which.Data.Classes, 1);
        using var pairs = session.CountPairs(symbols.Planes);
        symbols.CountAll(pairs);
    }

    private static void Remove(SimulatedDevice device, AblationCase which, bool isShort)
    {
        using var session = device.Open(which.Network);
        foreach (var replaced in isShort ? [Replacements.Zero, Draws(which)] : new[] { Replacements.Zero, Means(which), Draws(which) })
        {
            for (var layer = 0; layer <= (isShort ? 1 : which.Shape.Hidden.Length); layer++)
                session.Ablate((which with { Layer = layer }).Request(10) with { Replaced = replaced }, default);
            var sets = NeuronSets.Of(which.Shape);
            session.Remove(new SetRequest(which.Data, isShort ? [.. sets.Take(3)] : sets, replaced, 10, Seed), default);
        }
    }

    private static MeanReplacements Means(AblationCase which) =>
        new([.. which.Shape.Hidden.Select(width => Enumerable.Range(1, width).Select(neuron => 0.25f * neuron).ToArray())]);

    private static ResampledReplacements Draws(AblationCase which) =>
        ResampledReplacements.From(which.Network, RandomData.Create(77, which.Inputs, which.Classes, 5), Seed, 1);

    private static void CountHistograms(SimulatedDevice device, int bins, int classes, int neurons, int samples)
    {
        var random = new RandomStream(Seed, RandomPurpose.DataGeneration);
        float[] activations = [.. Enumerable.Range(0, samples * neurons).Select(_ => (float)random.NextNormal())];
        float[] edges = [.. Enumerable.Range(1, bins - 1).Select(i => ((6f * i) / bins) - 3)];
        Quantizer[] quantizers = [.. Enumerable.Repeat(new Quantizer(new QuantizerRule(QuantizerKind.Uniform, 8), edges), neurons)];
        device.Machine.Run(() => GivenActivations.Count(
            device.Machine, activations, RandomData.Labels(samples, classes, Seed), classes, quantizers, 1 << 20));
    }
}
