using Engine.Networks;
using Engine.Numerics;

namespace Engine.Simd.Live;

/// <summary>The memory of steps that leave silent neurons out, allocated once.</summary>
internal sealed unsafe class LiveWorkspace : IDisposable
{
    private readonly AlignedBuffer _factor;
    private readonly AlignedBuffer _gradient;

    public LiveWorkspace(NetworkShape shape, int batch)
    {
        Live = [.. Enumerable.Range(0, shape.Layers + 1).Select(layer => new LiveColumns(shape.Width(layer)))];
        Gathered =
        [
            .. Enumerable.Range(0, shape.Layers + 1)
                .Select(layer => new RowMatrix(layer > 0 && layer < shape.Layers ? batch : 0, shape.Width(layer))),
        ];
        var widest = Enumerable.Range(1, shape.Layers).Max(shape.Width);
        (Errors, InputErrors) = (new RowMatrix(batch, widest), new RowMatrix(batch, widest));
        _factor = new AlignedBuffer(Enumerable.Range(0, shape.Layers).Max(layer => Math.Max(
            Panels.Length(batch, shape.Width(layer + 1)),
            layer == 0
                ? 0
                : Math.Max(
                    Panels.Length(shape.Width(layer), shape.Width(layer + 1)),
                    Panels.Length(shape.Width(layer + 1), shape.Width(layer))))));
        _gradient =
            new AlignedBuffer(Enumerable.Range(0, shape.Layers).Max(layer => Panels.Length(shape.Width(layer), shape.Width(layer + 1))));
    }

    /// <summary>Of every layer's outputs; all of the inputs and of the logits.</summary>
    public LiveColumns[] Live { get; }

    /// <summary>The live columns of what hidden layers pass on, where they are few.</summary>
    public RowMatrix[] Gathered { get; }

    /// <summary>The live columns of the errors by a layer's outputs.</summary>
    public RowMatrix Errors { get; }

    /// <summary>The live columns of the errors by its inputs.</summary>
    public RowMatrix InputErrors { get; }

    /// <summary>Room for one right-hand factor.</summary>
    public float* Factor => _factor.Pointer;

    /// <summary>Room for a layer's gradient by live weights.</summary>
    public float* Gradient => _gradient.Pointer;

    public void Dispose()
    {
        foreach (var matrix in Gathered.Append(Errors).Append(InputErrors))
            matrix.Dispose();
        _factor.Dispose();
        _gradient.Dispose();
    }
}
