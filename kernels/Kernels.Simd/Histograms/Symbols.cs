using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Simd.Histograms;

/// <summary>The symbols of 32 neurons for one sample, on their way from vectors to bytes.</summary>
internal static unsafe class Symbols
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, byte* target)
    {
        var low = Vector256.Narrow(first, second).AsUInt16();
        var high = Vector256.Narrow(third, fourth).AsUInt16();
        Vector256.Narrow(low, high).Store(target);
    }

    /// <summary>Lanes without NaN, which equals not even itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EqualThemselves(Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth) =>
        Vector256.Equals(first, first) & Vector256.Equals(second, second) & Vector256.Equals(third, third) & Vector256.Equals(fourth, fourth);
}
