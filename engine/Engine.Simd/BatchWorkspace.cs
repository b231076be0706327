using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>The matrices of one training step, allocated once.</summary>
internal sealed unsafe class BatchWorkspace : IDisposable
{
    private readonly AlignedBuffer _panels;

    public BatchWorkspace(ParameterLayout layout, int batch, DropoutRule? dropout)
    {
        var shape = layout.Shape;
        var layers = shape.Layers;
        Outputs = [.. Enumerable.Range(0, layers + 1).Select(layer => new RowMatrix(batch, shape.Width(layer)))];
        Errors = [.. Enumerable.Range(0, layers + 1).Select(layer => new RowMatrix(layer == 0 ? 0 : batch, shape.Width(layer)))];
        var keepsSlopes = !ActivationFunction.Of(shape.Activation).HasSlopeOfOutput;
        Slopes =
        [
            .. Enumerable.Range(0, layers + 1)
                .Select(layer => keepsSlopes && IsHidden(layer, layers) ? new RowMatrix(batch, shape.Width(layer)) : null),
        ];
        Factors =
        [
            .. Enumerable.Range(0, layers + 1)
                .Select(layer => Drops(dropout, layer, layers) ? new RowMatrix(batch, shape.Width(layer)) : null),
        ];
        Dropped = [.. Factors.Select((factors, layer) => factors is null || layer == 0 ? null : new RowMatrix(batch, factors.Columns))];
        Normalized =
        [
            .. Enumerable.Range(0, layers + 1)
                .Select(layer => shape.BatchNorm && IsHidden(layer, layers) ? new RowMatrix(batch, shape.Width(layer)) : null),
        ];
        InverseDeviation = [.. Normalized.Select(matrix => matrix is null ? null : new float[Panels.Count(matrix.Columns) * Panels.Width])];
        if (layout.Objective != ObjectiveKind.CrossEntropy)
            Code = new CodeWorkspace(layout, batch);
        var largest = Enumerable.Range(0, layers).Max(layer => Math.Max(
            Panels.Length(batch, shape.Width(layer + 1)), layer == 0 ? 0 : Panels.Length(shape.Width(layer + 1), shape.Width(layer))));
        _panels = new AlignedBuffer(largest);
    }

    /// <summary>0: the batch's inputs; 1..H: outputs of the activation; last: logits. <c>[batch, width]</c>.</summary>
    public RowMatrix[] Outputs { get; }

    /// <summary>Gradients of the loss by each layer's pre-activation, <c>[batch, width]</c>; none for the inputs.</summary>
    public RowMatrix[] Errors { get; }

    /// <summary>The activation's slopes in hidden layers, <c>[batch, width]</c>; null where they follow from the outputs.</summary>
    public RowMatrix?[] Slopes { get; }

    /// <summary>Dropout's factors, of the inputs and of hidden layers; null without dropout.</summary>
    public RowMatrix?[] Factors { get; }

    /// <summary>Hidden outputs times factors; null without dropout. Inputs are multiplied in place, for nothing else needs them.</summary>
    public RowMatrix?[] Dropped { get; }

    /// <summary>Batch normalization's standardized pre-activations; null without it.</summary>
    public RowMatrix?[] Normalized { get; }

    /// <summary>1 / sqrt(variance + epsilon) of the batch, per feature.</summary>
    public float[]?[] InverseDeviation { get; }

    /// <summary>The last hidden layer's stochastic code; null without a bottleneck.</summary>
    public CodeWorkspace? Code { get; }

    /// <summary>Room for one right-hand factor: errors or transposed weights.</summary>
    public float* Panel => _panels.Pointer;

    /// <summary>The input of the layer after <paramref name="layer"/>.</summary>
    public RowMatrix Passed(int layer) => Code is { } code && code.Layer == layer ? code.Values : Dropped[layer] ?? Outputs[layer];

    public void Dispose()
    {
        foreach (var matrix in Outputs.Concat(Errors)
            .Concat(Slopes.OfType<RowMatrix>())
            .Concat(Factors.OfType<RowMatrix>())
            .Concat(Dropped.OfType<RowMatrix>())
            .Concat(Normalized.OfType<RowMatrix>()))
            matrix.Dispose();
        Code?.Dispose();
        _panels.Dispose();
    }

    private static bool Drops(DropoutRule? dropout, int layer, int layers) =>
        dropout is not null && layer < layers && dropout.DropsIn(layer == 0 ? DropoutRule.Input : layer - 1);

    private static bool IsHidden(int layer, int layers) => layer > 0 && layer < layers;
}
