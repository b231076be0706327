using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>Back-propagates through batch normalization: the errors by its output become errors by its input,
/// gamma and beta get their gradients.</summary>
internal static unsafe class NormalizationBackward<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <param name="layer">0-based; <c>Errors[layer + 1]</c> is replaced.</param>
    public static void Run(Parameters parameters, BatchWorkspace workspace, int layer, int rows)
    {
        RowMatrix errors = workspace.Errors[layer + 1], normalized = workspace.Normalized[layer + 1]!;
        long gamma = parameters.Layout.Gamma(layer), beta = parameters.Layout.Beta(layer);
        var share = TLanes.Create(1f / rows);
        fixed (float* inverse = workspace.InverseDeviation[layer + 1])
        {
            for (var column = 0; column < errors.Columns; column += TLanes.Count)
            {
                var (sum, product) = Sums(errors, normalized, column, rows);
                TLanes.Store(product, parameters.Gradient + gamma + column);
                TLanes.Store(sum, parameters.Gradient + beta + column);
                var factor = TLanes.Multiply(TLanes.Load(parameters.Values + gamma + column), TLanes.Load(inverse + column));
                Propagate(errors, normalized, column, rows, factor, TLanes.Multiply(sum, share), TLanes.Multiply(product, share));
            }
        }
    }

    private static (TVector Sum, TVector Product) Sums(RowMatrix errors, RowMatrix normalized, int column, int rows)
    {
        TVector sum = TLanes.Zero, product = TLanes.Zero;
        for (var row = 0; row < rows; row++)
        {
            var error = TLanes.Load(errors.Row(row) + column);
            sum = TLanes.Add(sum, error);
            product = TLanes.MultiplyAdd(error, TLanes.Load(normalized.Row(row) + column), product);
        }
        return (sum, product);
    }

    private static void Propagate(RowMatrix errors, RowMatrix normalized, int column, int rows, TVector factor, TVector mean, TVector slope)
    {
        for (var row = 0; row < rows; row++)
        {
            var at = errors.Row(row) + column;
            var centred = TLanes.Subtract(TLanes.Load(at), mean);
            var residual = TLanes.Subtract(centred, TLanes.Multiply(slope, TLanes.Load(normalized.Row(row) + column)));
            TLanes.Store(LaneMath<TLanes, TVector>.Flush(TLanes.Multiply(factor, residual)), at);
        }
    }
}
