using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Simd.Histograms;

/// <summary>How often each symbol occurs in a block, 32 neurons in the lanes, by comparing with every symbol.</summary>
internal static unsafe class SymbolCounter
{
    /// <summary>Bins counted in one walk through the symbols: their counts and numbers stay in registers.</summary>
    private const int Together = 6;

    /// <summary>Counts of a block: <c>[groups][bins, rounded up][neurons of a group]</c>.</summary>
    public static int Length(SymbolBlock block, int bins) => block.Groups * Rounded(bins) * SymbolBlock.Lanes;

    /// <summary>Where the counts of a neuron begin, each <see cref="SymbolBlock.Lanes"/> after the one before.</summary>
    public static int Place(int neuron, int bins) => (neuron / SymbolBlock.Lanes * Rounded(bins) * SymbolBlock.Lanes) + (neuron % SymbolBlock.Lanes);

    public static void Add(SymbolBlock block, int bins, int[] sums)
    {
        fixed (byte* symbols = block.Symbols)
        fixed (int* target = sums)
        {
            for (var group = 0; group < block.Groups; group++)
            {
                for (var bin = 0; bin < bins; bin += Together)
                    Add(symbols + SymbolBlock.First(group), block.Samples, (byte)bin, target + (((group * Rounded(bins)) + bin) * SymbolBlock.Lanes));
            }
        }
    }

    private static int Rounded(int bins) => (bins + Together - 1) / Together * Together;

    /// <summary>Every true comparison is -1. Numbers beyond 255 wrap to symbols whose counts nobody reads.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(byte* symbols, int samples, byte first, int* sums)
    {
        Vector256<byte> number0 = Vector256.Create(first), one = Vector256<byte>.One, number1 = number0 + one, number2 = number1 + one;
        Vector256<byte> number3 = number2 + one, number4 = number3 + one, number5 = number4 + one;
        Vector256<byte> count0 = Vector256<byte>.Zero, count1 = count0, count2 = count0, count3 = count0, count4 = count0, count5 = count0;
        for (byte* symbol = symbols, end = symbols + ((nint)samples * SymbolBlock.Lanes); symbol < end; symbol += SymbolBlock.Lanes)
        {
            var own = Vector256.Load(symbol);
            count0 -= Vector256.Equals(own, number0);
            count1 -= Vector256.Equals(own, number1);
            count2 -= Vector256.Equals(own, number2);
            count3 -= Vector256.Equals(own, number3);
            count4 -= Vector256.Equals(own, number4);
            count5 -= Vector256.Equals(own, number5);
        }
        Add(count0, sums);
        Add(count1, sums + SymbolBlock.Lanes);
        Add(count2, sums + (2 * SymbolBlock.Lanes));
        Add(count3, sums + (3 * SymbolBlock.Lanes));
        Add(count4, sums + (4 * SymbolBlock.Lanes));
        Add(count5, sums + (5 * SymbolBlock.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<byte> counts, int* sums)
    {
        var (low, high) = Vector256.Widen(counts);
        Add(low, sums);
        Add(high, sums + Vector256<ushort>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<ushort> counts, int* sums)
    {
        var (low, high) = Vector256.Widen(counts);
        (Vector256.Load(sums) + low.AsInt32()).Store(sums);
        (Vector256.Load(sums + Vector256<int>.Count) + high.AsInt32()).Store(sums + Vector256<int>.Count);
    }
}
