using Engine.Networks;
using Engine.Numerics;

namespace Engine.Inference;

/// <summary>Parameters laid out for products: weights in panels <c>[inputs, outputs]</c>, biases padded to whole panels. Zero until they
/// are written.</summary>
public unsafe class PackedLayers : IDisposable
{
    private readonly AlignedBuffer[] _weights;
    private readonly AlignedBuffer[] _biases;

    public PackedLayers(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        _weights =
        [
            .. Enumerable.Range(0, shape.Layers)
                .Select(layer => new AlignedBuffer(
                    layer == 0 && shape.BeginsWithOutputs ? 0 : Panels.Length(shape.Width(layer), shape.Width(layer + 1)))),
        ];
        _biases =
        [
            .. Enumerable.Range(1, shape.Layers)
                .Select(layer => new AlignedBuffer((long)Panels.Count(shape.Width(layer)) * Panels.Width)),
        ];
    }

    public NetworkShape Shape { get; }

    public int Layers => _weights.Length;

    /// <summary>Panels of layer <paramref name="layer"/> (0-based), depth = its inputs. None are there for layer 0 of a network that begins
    /// with outputs.</summary>
    public float* Weights(int layer) => _weights[layer].Pointer;

    public float* Bias(int layer) => _biases[layer].Pointer;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach (var buffer in _weights.Concat(_biases))
            buffer.Dispose();
    }
}

/// <summary>A network for inference, laid out for products.</summary>
public sealed unsafe class PackedNetwork : PackedLayers
{
    /// <param name="network">Taken as it is for inference: batch normalization folded in, parameters flushed.</param>
    public PackedNetwork(Network network)
        : base((network ?? throw new ArgumentNullException(nameof(network))).Shape with { BatchNorm = false })
    {
        Network = network.ForInference();
        for (var layer = Network.BeginsWithOutputs ? 1 : 0; layer < Layers; layer++)
        {
            var source = Network.Layers[layer];
            fixed (float* weight = source.Weight)
                Panels.Pack(weight, 1, source.Inputs, source.Inputs, source.Outputs, Weights(layer));
            source.Bias.CopyTo(new Span<float>(Bias(layer), source.Outputs));
        }
    }

    /// <summary>The folded, flushed network.</summary>
    public Network Network { get; }
}
