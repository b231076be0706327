using Engine.Ablation;
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

    private static readonly AblationCase Small = new("5-6", Activation.Relu, false, 4, 3, 130, 0);

    private static readonly AblationCase[] Large =
    [
        Small,
        new("33-1-16", Activation.Tanh, false, 7, 5, 129, 0),
        new("9-70-17", Activation.LeakyRelu, true, 9, 40, 140, 0),
    ];

    /// <param name="isShort">A small network alone.</param>
    public static void Run(SimulatedDevice device, bool isShort)
    {
        foreach (var which in isShort ? [Small] : Large)
            Run(device, which);
        // Two bins, as many as a group shares counters for, and so many cells that not even one neuron's fit in shared memory.
        foreach (var (bins, classes) in new[] { (2, 3), (16, 10), (256, 40) })
            CountHistograms(device, bins, classes, isShort ? 9 : 37, isShort ? 130 : 700);
    }

    private static void Run(SimulatedDevice device, AblationCase which)
    {
        using var session = device.Open(which.Network);
        session.Evaluate(which.Data);
        session.Measure(which.Data, [QuantizerRule.OneBit, new QuantizerRule(QuantizerKind.Quantile, 2)], codes: true, default);
        foreach (var replaced in new[] { Replacements.Zero, Means(which), Draws(which) })
        {
            for (var layer = 0; layer <= which.Shape.Hidden.Length; layer++)
                session.Ablate((which with { Layer = layer }).Request(10) with { Replaced = replaced }, default);
            session.Remove(new SetRequest(which.Data, NeuronSets.Of(which.Shape), replaced, 10, Seed), default);
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
