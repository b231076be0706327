using Engine.Networks;
using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>Batch normalization of one layer's pre-activations in training mode, and the update of its running statistics.</summary>
internal static unsafe class NormalizationForward<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <param name="layer">0-based; its pre-activations in <c>Outputs[layer + 1]</c> are replaced.</param>
    public static void Run(Parameters parameters, BatchWorkspace workspace, int layer, int rows)
    {
        var z = workspace.Outputs[layer + 1];
        var normalized = workspace.Normalized[layer + 1]!;
        float* gamma = parameters.Values + parameters.Layout.Gamma(layer), beta = parameters.Values + parameters.Layout.Beta(layer);
        var mean = stackalloc float[TLanes.Count];
        var variance = stackalloc float[TLanes.Count];
        fixed (float* inverse = workspace.InverseDeviation[layer + 1])
        {
            for (var column = 0; column < z.Columns; column += TLanes.Count)
            {
                var (m, v) = Moments(z, column, rows);
                TLanes.Store(m, mean);
                TLanes.Store(v, variance);
                var scale = TLanes.Divide(TLanes.Create(1f), TLanes.Sqrt(TLanes.Add(v, TLanes.Create(BatchNormalization.DefaultEpsilon))));
                TLanes.Store(scale, inverse + column);
                Standardize(z, normalized, column, rows, m, scale, TLanes.Load(gamma + column), TLanes.Load(beta + column));
                Update(parameters.Running[layer]!, column, Math.Min(TLanes.Count, z.Columns - column), mean, variance, rows);
            }
        }
    }

    /// <summary>Mean and biased variance of the columns in one vector, in two passes.</summary>
    private static (TVector Mean, TVector Variance) Moments(RowMatrix z, int column, int rows)
    {
        var share = TLanes.Create(1f / rows);
        var sum = TLanes.Zero;
        for (var row = 0; row < rows; row++)
            sum = TLanes.Add(sum, TLanes.Load(z.Row(row) + column));
        var mean = TLanes.Multiply(sum, share);
        var squares = TLanes.Zero;
        for (var row = 0; row < rows; row++)
        {
            var d = TLanes.Subtract(TLanes.Load(z.Row(row) + column), mean);
            squares = TLanes.MultiplyAdd(d, d, squares);
        }
        return (mean, TLanes.Multiply(squares, share));
    }

    private static void Standardize(
        RowMatrix z, RowMatrix normalized, int column, int rows, TVector mean, TVector scale, TVector gamma, TVector beta)
    {
        for (var row = 0; row < rows; row++)
        {
            var x = TLanes.Multiply(TLanes.Subtract(TLanes.Load(z.Row(row) + column), mean), scale);
            TLanes.Store(x, normalized.Row(row) + column);
            TLanes.Store(TLanes.MultiplyAdd(gamma, x, beta), z.Row(row) + column);
        }
    }

    /// <summary>The running variance takes the unbiased estimate; a batch of one sample has none and leaves it as it is.</summary>
    private static void Update(RunningStatistics running, int column, int columns, float* mean, float* variance, int rows)
    {
        for (var i = 0; i < columns; i++)
        {
            running.Mean[column + i] = Blend(running.Mean[column + i], mean[i]);
            if (rows > 1)
                running.Variance[column + i] = Blend(running.Variance[column + i], variance[i] * rows / (rows - 1));
        }
    }

    /// <summary>Flushed, because the variance of a unit whose weights have decayed to nothing shrinks by a tenth with every step.</summary>
    private static float Blend(float running, float batch) => FlushRule.Apply(running + (BatchNormalization.Momentum * (batch - running)));
}
