using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Benchmarks.Timing;

/// <summary>How many float32 operations one thread can do when nothing leaves the registers.</summary>
internal static class MultiplyAddPeak
{
    private const int Turns = 2_000_000;
    private const int Chains = 10;

    public static double GigaflopsPerSecond() =>
        Enumerable.Range(0, 10).Max(_ => 2e-9 * Turns * Chains * Vector256<float>.Count / Stopwatches.Time(() => Run(Turns)));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run(int turns)
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(1e-3f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y;
        for (var turn = 0; turn < turns; turn++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
