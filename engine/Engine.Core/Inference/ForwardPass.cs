using System.Runtime.Intrinsics;
using Engine.Data;
using Engine.Numerics;

namespace Engine.Inference;

/// <summary>Runs blocks of samples through a network and keeps every layer's outputs of the block. One thread at a time.</summary>
public sealed unsafe class ForwardPass : IDisposable
{
    private readonly PackedLayers _network;
    private readonly VectorWidth _width;
    private readonly RowMatrix[] _outputs;
    private readonly int[] _rows;
    private readonly AlignedBuffer _scratch;

    /// <param name="capacity">Largest block, in samples.</param>
    public ForwardPass(PackedLayers network, int capacity, VectorWidth width)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _width = width;
        var shape = network.Shape;
        _outputs = new RowMatrix[network.Layers + 1];
        for (var layer = 0; layer < _outputs.Length; layer++)
            _outputs[layer] = layer == 1 && shape.BeginsWithOutputs ? _outputs[0] : new RowMatrix(capacity, shape.Width(layer));
        _rows = [.. Enumerable.Range(0, capacity)];
        _scratch = new AlignedBuffer(ScoreKernel<Lanes512, Vector512<float>>.Scratch(shape.Classes));
    }

    /// <summary>Outputs of layer <paramref name="layer"/>, <c>[samples, neurons]</c>: 0 the input, 1..H post-activations, H + 1 the
    /// logits.</summary>
    public RowMatrix Output(int layer) => _outputs[layer];

    /// <summary>Reads <paramref name="count"/> samples from <paramref name="first"/> on and computes all layers.</summary>
    public void Run(Features features, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(features);
        for (var i = 0; i < count; i++)
            features.Read(first + i, _outputs[0][i]);
        for (var layer = _network.Shape.BeginsWithOutputs ? 1 : 0; layer < _network.Layers; layer++)
            Layer(layer, count);
    }

    /// <summary>Scores the logits of the block that was run last.</summary>
    public void Score(ReadOnlySpan<byte> labels, Span<SampleScore> scores)
    {
        var logits = _outputs[^1];
        fixed (int* rows = _rows)
        fixed (byte* label = labels)
        fixed (SampleScore* score = scores)
            Scoring.Run(_width, logits.Pointer, logits.Stride, rows, labels.Length, logits.Columns, label, score, _scratch.Pointer);
    }

    public void Dispose()
    {
        foreach (var output in _outputs)
            output.Dispose();
        _scratch.Dispose();
    }

    private void Layer(int layer, int count)
    {
        RowMatrix input = _outputs[layer], output = _outputs[layer + 1];
        var product = ProductArguments.Rows(input, input.Columns, _network.Weights(layer), output, _network.Bias(layer));
        MatrixProduct.Run(_width, product, 0, count, 0, Panels.Count(output.Columns));
        if (layer + 1 == _network.Layers)
            return;
        for (var row = 0; row < count; row++)
            Activations.Apply(_width, _network.Shape.ActivationOf(layer + 1), output.Row(row), output.Columns);
    }
}
