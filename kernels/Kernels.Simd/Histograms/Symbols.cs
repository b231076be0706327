using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Simd.Histograms;

/// <summary>The symbols of 32 neurons for one sample, on their way from vectors to bytes.</summary>
internal static unsafe class Symbols
{
    /// <summary>Numbers of 0 to 255 as bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, byte* target)
    {
        if (Avx2.IsSupported)
        {
            // Packing takes the halves of vectors in turn; the last step puts them in order.
            var bytes = Avx2.PackUnsignedSaturate(Avx2.PackUnsignedSaturate(first, second).AsInt16(), Avx2.PackUnsignedSaturate(third, fourth).AsInt16());
            Avx2.PermuteVar8x32(bytes.AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte().Store(target);
            return;
        }
        var low = Vector256.Narrow(first, second).AsUInt16();
        var high = Vector256.Narrow(third, fourth).AsUInt16();
        Vector256.Narrow(low, high).Store(target);
    }

    /// <summary>How far the lower halves are from a multiple of 2^16, to either side; in no particular order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> Distances(Vector256<int> first, Vector256<int> second)
    {
        var shifted = second << 16;
        var halves = Avx2.IsSupported
            ? Avx2.Blend(first.AsUInt16(), shifted.AsUInt16(), 0b10101010)
            : ((first & Vector256.Create(0xFFFF)) | shifted).AsUInt16();
        return Vector256.Abs(halves.AsInt16()).AsUInt16();
    }

    /// <summary>Lanes without NaN, which equals not even itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EqualThemselves(Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth) =>
        Vector256.Equals(first, first) & Vector256.Equals(second, second) & Vector256.Equals(third, third) & Vector256.Equals(fourth, fourth);
}
