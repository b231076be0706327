namespace Cli.Tests.Results;

/// <summary>PyTorch's results on the test split.</summary>
/// <param name="Correct">Right answers at every step of every order, one after the other.</param>
/// <param name="Active"><c>[layer][neuron][class]</c>: samples with an output above 0.</param>
/// <param name="Doubtful"><c>[layer][neuron]</c>: samples with |pre-activation| below 1e-4.</param>
internal sealed record TorchAnswer(int[] Correct, int[][][] Active, int[][] Doubtful)
{
    public static TorchAnswer None { get; } = new([], [], []);
}
