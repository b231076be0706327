using System.Collections.Immutable;
using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Engine.Pictures;

/// <summary>The outputs of one hidden layer of width two, a point for each sample.</summary>
/// <param name="Layer">Hidden layer, 1-based.</param>
/// <param name="Values"><c>[samples, 2]</c>, row-major: post-activations.</param>
public sealed record HiddenPoints(int Layer, float[] Values)
{
    /// <summary>Layers of this width can be drawn.</summary>
    public const int Width = 2;

    public int Samples => Values.Length / Width;

    public (float H1, float H2) this[int sample] => (Values[Width * sample], Values[(Width * sample) + 1]);

    /// <summary>One element for each hidden layer of width two, first to last.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static ImmutableArray<HiddenPoints> Of(
        PackedNetwork network, Features features, WorkerTeam team, VectorWidth width, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(features);
        var shape = network.Network.Shape;
        ImmutableArray<HiddenPoints> layers =
            [
                .. Enumerable
                    .Range(1, shape.Hidden.Length)
                    .Where(layer => shape.Width(layer) == Width)
                    .Select(layer => new HiddenPoints(layer, new float[Width * features.Samples])),
            ];
        if (layers.IsEmpty)
            return layers;
        ForwardScan.Run(network, features, team, width, (pass, first, count) =>
        {
            foreach (var layer in layers)
            {
                for (var row = 0; row < count; row++)
                    pass.Output(layer.Layer)[row].CopyTo(layer.Values.AsSpan(Width * (first + row), Width));
            }
        }, cancellation);
        return layers;
    }
}
