using Engine.Networks;
using Engine.Numerics;

namespace Engine.Inference;

/// <summary>A network's parameters laid out for products: weights in panels <c>[inputs, outputs]</c>, biases padded to whole panels.</summary>
public sealed unsafe class PackedNetwork : IDisposable
{
    private readonly AlignedBuffer[] _weights;
    private readonly AlignedBuffer[] _biases;

    /// <param name="network">Taken as it is for inference: batch normalization folded in, parameters flushed.</param>
    public PackedNetwork(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network.ForInference();
        _weights = [.. Network.Layers.Select(PackWeights)];
        _biases = [.. Network.Layers.Select(PackBias)];
    }

    /// <summary>The folded, flushed network.</summary>
    public Network Network { get; }

    public int Layers => _weights.Length;

    /// <summary>Panels of layer <paramref name="layer"/> (0-based), depth = its inputs.</summary>
    public float* Weights(int layer) => _weights[layer].Pointer;

    public float* Bias(int layer) => _biases[layer].Pointer;

    public void Dispose()
    {
        foreach (var buffer in _weights)
            buffer.Dispose();
        foreach (var buffer in _biases)
            buffer.Dispose();
    }

    private static AlignedBuffer PackWeights(DenseLayer layer)
    {
        var panels = new AlignedBuffer(Panels.Length(layer.Inputs, layer.Outputs));
        fixed (float* weight = layer.Weight)
            Panels.Pack(weight, 1, layer.Inputs, layer.Inputs, layer.Outputs, panels.Pointer);
        return panels;
    }

    private static AlignedBuffer PackBias(DenseLayer layer)
    {
        var padded = new AlignedBuffer(Panels.Count(layer.Outputs) * Panels.Width);
        layer.Bias.CopyTo(padded.Span);
        return padded;
    }
}
