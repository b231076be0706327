using Engine.Networks;

namespace Engine.Torch;

/// <summary>Where each parameter of a network lies in its row of a stack: per layer weight, bias, then gamma and beta of batch normalization.</summary>
/// <remarks>Every block begins at a multiple of <see cref="Alignment"/> values, for the matrix products that read it in place; what is left between two blocks stays zero.</remarks>
internal sealed class StackLayout
{
    /// <summary>16 bytes.</summary>
    private const int Alignment = 4;

    private readonly long[] _weights;
    private readonly long[] _vectors;

    public StackLayout(NetworkShape shape)
    {
        Shape = shape;
        _weights = new long[shape.Layers];
        _vectors = new long[shape.Layers];
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            _weights[layer] = Length;
            _vectors[layer] = Length + Padded(WeightLength(layer));
            Length = _vectors[layer] + ((Normalizes(layer) ? 3 : 1) * Padded(Outputs(layer)));
        }
    }

    public NetworkShape Shape { get; }

    /// <summary>Values of one network, the padding included.</summary>
    public long Length { get; }

    public int Inputs(int layer) => Shape.Width(layer);

    public int Outputs(int layer) => Shape.Width(layer + 1);

    /// <summary>Outputs times inputs of the layer (0-based); row-major <c>[outputs, inputs]</c> as in <see cref="DenseLayer"/>.</summary>
    public long WeightLength(int layer) => (long)Inputs(layer) * Outputs(layer);

    public long Weight(int layer) => _weights[layer];

    public long Bias(int layer) => _vectors[layer];

    public long Gamma(int layer) => _vectors[layer] + Padded(Outputs(layer));

    public long Beta(int layer) => _vectors[layer] + (2 * Padded(Outputs(layer)));

    public bool Normalizes(int layer) => Shape.BatchNorm && layer < Shape.Hidden.Length;

    /// <summary>Zeros behind a block of <paramref name="length"/> values.</summary>
    public static long Padding(long length) => Padded(length) - length;

    private static long Padded(long length) => (length + Alignment - 1) / Alignment * Alignment;
}
