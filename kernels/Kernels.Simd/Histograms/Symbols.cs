using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Simd.Histograms;

/// <summary>The symbols of 32 neurons for one sample, on their way from vectors to bytes.</summary>
internal static unsafe class Symbols
{
    /// <summary>Numbers of 0 to 255 as bytes; larger ones, up to 32,767, as 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Bytes(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth)
    {
        if (Avx2.IsSupported)
        {
            // Packing takes the halves of vectors in turn; the last step puts them in order.
            var bytes = Avx2.PackUnsignedSaturate(
                Avx2.PackUnsignedSaturate(first, second).AsInt16(), Avx2.PackUnsignedSaturate(third, fourth).AsInt16());
            return Avx2.PermuteVar8x32(bytes.AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte();
        }
        var most = Vector256.Create(255);
        var low = Vector256.Narrow(Vector256.Min(first, most), Vector256.Min(second, most)).AsUInt16();
        var high = Vector256.Narrow(Vector256.Min(third, most), Vector256.Min(fourth, most)).AsUInt16();
        return Vector256.Narrow(low, high);
    }

    /// <summary>The lower 16 bits of all numbers, in no particular order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> LowerHalves(Vector256<int> first, Vector256<int> second)
    {
        var shifted = second << 16;
        return Avx2.IsSupported
            ? Avx2.Blend(first.AsUInt16(), shifted.AsUInt16(), 0b10101010)
            : ((first & Vector256.Create(0xFFFF)) | shifted).AsUInt16();
    }

    /// <summary>Lanes without NaN, which equals not even itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EqualThemselves(
        Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth) =>
        Vector256.Equals(first, first) & Vector256.Equals(second, second) & Vector256.Equals(third, third) & Vector256.Equals(
            fourth, fourth);

    /// <summary>Where to look for symbols in a table that begins with <paramref name="first"/>; of those that it does not hold, somewhere
    /// without an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> IndexFrom(Vector256<byte> symbols, byte first)
    {
        var index = symbols - Vector256.Create(first);
        // The instruction takes four bits of an index, and nothing where the highest is set: from 16 on it must be.
        return Avx2.IsSupported ? Avx2.AddSaturate(index, Vector256.Create((byte)0x70)) : index;
    }

    /// <summary>Entries of a table of sixteen bytes, which both halves hold; 0 where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> LookUp(Vector256<byte> table, Vector256<byte> index) => Avx2.IsSupported
        ? Avx2.Shuffle(table, index)
        : Vector256.Create(Vector128.Shuffle(table.GetLower(), index.GetLower()), Vector128.Shuffle(table.GetLower(), index.GetUpper()));
}
