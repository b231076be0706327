using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Engine.Pictures;

/// <summary>How sure a network of two classes is of the second one (blue), sample by sample.</summary>
public static class ClassProbability
{
    /// <summary>Classes that one probability describes.</summary>
    public const int Classes = 2;

    /// <summary>P[Y = 1] = 1 / (1 + exp(-(z1 - z0))) of the logits z, which for logistic regression is sigma(w1 x1 + w2 x2 + w0).</summary>
    /// <returns><c>[samples]</c>; the boundary is where it is 0.5.</returns>
    /// <exception cref="UserErrorException">The network does not tell two classes apart.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static double[] Of(
        PackedNetwork network, Features features, WorkerTeam team, VectorWidth width, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(features);
        if (network.Network.Classes != Classes)
            throw new UserErrorException(
                $"a picture of the boundary needs {Classes} classes, the network tells {network.Network.Classes} apart");
        var probabilities = new double[features.Samples];
        ForwardScan.Run(network, features, team, width, (pass, first, count) =>
        {
            var logits = pass.Output(network.Layers);
            for (var row = 0; row < count; row++)
                probabilities[first + row] = 1 / (1 + Math.Exp((double)logits[row][0] - logits[row][1]));
        }, cancellation);
        return probabilities;
    }
}
