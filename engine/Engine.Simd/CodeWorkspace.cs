using Engine.Numerics;

namespace Engine.Simd;

/// <summary>The matrices of a stochastic code, <c>[batch, width]</c> but for one.</summary>
internal sealed class CodeWorkspace(ParameterLayout layout, int batch) : IDisposable
{
    /// <summary>The hidden layer whose output is the code's mean, 1-based.</summary>
    public int Layer { get; } = layout.Code;

    /// <summary>z = mu + sigma e.</summary>
    public RowMatrix Values { get; } = new(batch, layout.Shape.Width(layout.Code));

    /// <summary>e.</summary>
    public RowMatrix Noise { get; } = new(batch, layout.Shape.Width(layout.Code));

    /// <summary>ln sigma^2.</summary>
    public RowMatrix LogVariance { get; } = new(batch, layout.Shape.Width(layout.Code));

    /// <summary>The objective's gradient by ln sigma^2.</summary>
    public RowMatrix LogVarianceErrors { get; } = new(batch, layout.Shape.Width(layout.Code));

    /// <summary>The objective's gradient by the layer's input, as far as it goes through ln sigma^2, <c>[batch, inputs]</c>.</summary>
    public RowMatrix InputErrors { get; } = new(batch, layout.Shape.Width(layout.Code - 1));

    public void Dispose()
    {
        foreach (var matrix in new[] { Values, Noise, LogVariance, LogVarianceErrors, InputErrors })
            matrix.Dispose();
    }
}
