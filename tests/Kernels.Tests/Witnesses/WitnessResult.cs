namespace Kernels.Tests.Witnesses;

/// <summary>The findings of tests/witnesses/python/ablate.py, as it writes them.</summary>
public sealed record WitnessResult(string Torch, WitnessResult.Job[] Jobs)
{
    /// <param name="Logits"><c>[samples][classes]</c>.</param>
    /// <param name="Singles">Of two steps each: intact, and without the neuron.</param>
    public sealed record Job(double[][] Logits, Layer[] Layers, Curve[] Curves, Curve[] Singles);

    /// <param name="Counts"><c>[neurons][2 * classes]</c>, of the engine's activations; so is the information, in bits.</param>
    /// <param name="OwnCounts">Of torch's own activations.</param>
    /// <param name="Close"><c>[neurons]</c>: samples with |pre-activation| below 1e-4.</param>
    public sealed record Layer(int[][] Counts, double[] Information, int[][] OwnCounts, double[] OwnInformation, int[] Close);

    /// <summary>By step.</summary>
    public sealed record Curve(int[] Correct, int[] NearTies, double[] Loss);
}
