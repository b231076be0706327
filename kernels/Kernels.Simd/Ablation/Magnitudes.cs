using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>The magnitudes of a layer's sums: |bias| + the sum of |output weight|. They bound the rounding errors of a sum in any order of
/// its terms.</summary>
internal static unsafe class Magnitudes
{
    /// <param name="outputs"><c>[samples, depth]</c>.</param>
    /// <param name="weights">Panels <c>[depth, columns]</c>.</param>
    /// <param name="bias">In whole panels.</param>
    /// <param name="target">Written: <c>[samples, columns]</c>, in whole panels.</param>
    public static void Write(RowMatrix outputs, int count, float* weights, float* bias, int depth, RowMatrix target)
    {
        for (var panel = 0; panel < Panels.Count(target.Columns); panel++, weights += (long)depth * Panels.Width, bias += Panels.Width)
        {
            // Two samples at a time: one alone would wait for its own additions.
            for (var sample = 0; sample < count; sample += 2)
            {
                var second = Math.Min(sample + 1, count - 1);
                float* first = target.Row(sample) + (panel * Panels.Width), other = target.Row(second) + (panel * Panels.Width);
                Write(outputs.Row(sample), outputs.Row(second), weights, bias, depth, first, other);
            }
        }
    }

    private static void Write(float* outputs0, float* outputs1, float* weights, float* bias, int depth, float* target0, float* target1)
    {
        var lanes = Vector256<float>.Count;
        Vector256<float> low0 = Vector256.Abs(Vector256.Load(bias)), high0 = Vector256.Abs(Vector256.Load(bias + lanes));
        Vector256<float> low1 = low0, high1 = high0;
        for (var i = 0; i < depth; i++, weights += Panels.Width)
        {
            Vector256<float> low = Vector256.Abs(Vector256.Load(weights)), high = Vector256.Abs(Vector256.Load(weights + lanes));
            Vector256<float> output0 = Vector256.Create(MathF.Abs(outputs0[i])), output1 = Vector256.Create(MathF.Abs(outputs1[i]));
            low0 += output0 * low;
            high0 += output0 * high;
            low1 += output1 * low;
            high1 += output1 * high;
        }
        low0.Store(target0);
        high0.Store(target0 + lanes);
        low1.Store(target1);
        high1.Store(target1 + lanes);
    }
}
