using System.Collections.Immutable;
using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>A network's parameters in float64, and the gradient of its training objective.</summary>
public sealed class ReferenceNetwork
{
    private readonly ImmutableArray<bool> _isMatrix;

    /// <param name="bottleneck">Null where cross-entropy alone is the objective.</param>
    public ReferenceNetwork(Network initial, ReferenceBottleneck? bottleneck = null)
    {
        ArgumentNullException.ThrowIfNull(initial);
        Activation = initial.Activation;
        Bottleneck = bottleneck;
        Layers = [.. initial.Layers.Select(ReferenceLayer.From)];
        Parameters = [.. Layers.SelectMany(layer => layer.Parameters), .. bottleneck?.Parameters ?? []];
        _isMatrix =
        [
            .. Layers.SelectMany(layer => layer.Parameters.Select(block => ReferenceEquals(block, layer.Weight))),
            .. bottleneck?.Parameters.Select((_, block) => block == 0) ?? [],
        ];
    }

    public ReferenceBottleneck? Bottleneck { get; }

    public Activation Activation { get; }

    public ImmutableArray<ReferenceLayer> Layers { get; }

    /// <summary>The blocks that the optimizer changes, in place.</summary>
    public ImmutableArray<double[]> Parameters { get; }

    /// <summary>The forward and backward pass of one batch: mean cross-entropy + L2/2 |theta|^2 + the bottleneck's penalty,
    /// with dropout's factors and the code's noise held fixed.</summary>
    /// <param name="inputs"><c>[samples][inputs]</c>.</param>
    /// <param name="target">Which parameters theta has.</param>
    public ReferenceGradient Gradient(
        double[][] inputs, IReadOnlyList<byte> labels, double l2, DropoutRule? dropout, long step, L2Target target = L2Target.All)
    {
        var traces = ReferenceForward.Run(Layers, Activation, inputs, dropout, step, Bottleneck);
        var loss = ReferenceLoss.Of(traces[^1].PreActivation, labels);
        var gradients = ReferenceBackward.Run(Layers, Activation, traces, loss.Errors, Bottleneck, labels);
        for (var b = 0; b < gradients.Length; b++)
        {
            for (var i = 0; i < gradients[b].Length; i++)
                gradients[b][i] += target == L2Target.All || _isMatrix[b] ? l2 * Parameters[b][i] : 0;
        }
        return new ReferenceGradient(loss, gradients, [.. traces.Select(trace => trace.Statistics)]);
    }

    /// <summary>The network rounded to float32.</summary>
    public Network Round() => new([.. Layers.Select(layer => layer.Round())], Activation);
}
