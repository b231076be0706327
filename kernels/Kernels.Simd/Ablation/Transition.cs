using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>The weights from one layer into the next, both layers' neurons in the order in which they are put back.</summary>
/// <remarks>Neurons that are present are then always the first rows and the first columns: a product over them is a product of leading
/// blocks.</remarks>
internal sealed unsafe class Transition : IDisposable
{
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _bias;

    /// <param name="rows">Position to neuron in the layer whose outputs come in.</param>
    /// <param name="columns">Position to neuron in the next layer.</param>
    public Transition(DenseLayer layer, int[] rows, int[] columns)
    {
        (Depth, Columns) = (rows.Length, columns.Length);
        _weights = new AlignedBuffer(Panels.Length(Depth, Columns));
        _bias = new AlignedBuffer(Panels.Count(Columns) * Panels.Width);
        Weights = _weights.Pointer;
        Bias = _bias.Pointer;
        for (var column = 0; column < Columns; column++)
        {
            var incoming = layer.Incoming(columns[column]);
            var target = Weights + Panels.Offset(Depth, 0, column);
            for (var row = 0; row < Depth; row++)
                target[row * Panels.Width] = incoming[rows[row]];
            _bias.Pointer[column] = layer.Bias[columns[column]];
        }
    }

    /// <summary>Rows: width of the layer whose outputs come in.</summary>
    public int Depth { get; }

    public int Columns { get; }

    /// <summary>Panels <c>[depth, columns]</c>.</summary>
    public float* Weights { get; }

    public float* Bias { get; }

    /// <summary>Floats from one panel of <see cref="Weights"/> to the next.</summary>
    public long PanelLength => (long)Depth * Panels.Width;

    /// <summary>The first panel's weights out of the neuron at a position.</summary>
    public float* Row(int position) => Weights + ((long)position * Panels.Width);

    public static long Bytes(int depth, int columns) => Panels.Length(depth, columns) * sizeof(float);

    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }
}
