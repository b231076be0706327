using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Simd.Histograms;

/// <summary>How often each symbol occurs, 32 neurons in the lanes.</summary>
/// <remarks>A symbol looks up, in six tables of sixteen bytes, what it adds to six bytes, of which each counts two symbols in its halves;
/// before these overflow they are moved to bytes, and those to 16 bits. Tried before: a comparison and a subtraction for each symbol, a
/// fifth slower.</remarks>
internal static unsafe class SymbolCounter
{
    /// <summary>Symbols counted in one walk: the tables and what they are added to stay in registers.</summary>
    private const int Together = 12;

    /// <summary>So many samples' counts fit half a byte.</summary>
    private const int NibbleSamples = 15;

    /// <summary>So many samples' counts fit a byte.</summary>
    private const int ByteSamples = 255;

    /// <summary>Bins with those that are counted along with the last ones.</summary>
    public static int Rounded(int bins) => (bins + Together - 1) / Together * Together;

    /// <param name="symbols"><c>[samples][neurons of a group]</c>.</param>
    /// <param name="sums">Added to, <c>[bins, rounded up][neurons of a group]</c>.</param>
    public static void Add(byte* symbols, int samples, int bins, ushort* sums)
    {
        for (; samples > 0; samples -= ByteSamples, symbols += (nint)ByteSamples * SymbolBlock.Lanes)
        {
            for (var bin = 0; bin < bins; bin += Together)
                AddTogether(symbols, Math.Min(samples, ByteSamples), (byte)bin, sums + (bin * SymbolBlock.Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTogether(byte* symbols, int samples, byte first, ushort* sums)
    {
        Vector256<byte> table0 = Table(0), table1 = Table(1), table2 = Table(2), table3 = Table(3), table4 = Table(4), table5 = Table(5);
        var bytes = stackalloc Vector256<byte>[Together];
        for (var i = 0; i < Together; i++)
            bytes[i] = Vector256<byte>.Zero;
        for (var end = symbols + ((nint)samples * SymbolBlock.Lanes); symbols < end;)
        {
            var stop = symbols + (NibbleSamples * SymbolBlock.Lanes) < end ? symbols + (NibbleSamples * SymbolBlock.Lanes) : end;
            Vector256<byte> pair0 = Vector256<byte>.Zero, pair1 = pair0, pair2 = pair0, pair3 = pair0, pair4 = pair0, pair5 = pair0;
            for (; symbols < stop; symbols += SymbolBlock.Lanes)
            {
                var index = Symbols.IndexFrom(Vector256.Load(symbols), first);
                pair0 += Symbols.LookUp(table0, index);
                pair1 += Symbols.LookUp(table1, index);
                pair2 += Symbols.LookUp(table2, index);
                pair3 += Symbols.LookUp(table3, index);
                pair4 += Symbols.LookUp(table4, index);
                pair5 += Symbols.LookUp(table5, index);
            }
            Split(pair0, bytes);
            Split(pair1, bytes + 2);
            Split(pair2, bytes + 4);
            Split(pair3, bytes + 6);
            Split(pair4, bytes + 8);
            Split(pair5, bytes + 10);
        }
        for (var i = 0; i < Together; i++)
            Add(bytes[i], sums + (i * SymbolBlock.Lanes));
    }

    /// <summary>1 in the lower half of a byte for the pair's first symbol, in the upper half for its second.</summary>
    private static Vector256<byte> Table(int pair)
    {
        var table = Vector128<byte>.Zero.WithElement(2 * pair, (byte)0x01).WithElement((2 * pair) + 1, (byte)0x10);
        return Vector256.Create(table, table);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector256<byte> pair, Vector256<byte>* bytes)
    {
        var half = Vector256.Create((byte)0x0F);
        bytes[0] += pair & half;
        bytes[1] += (pair.AsUInt16() >>> 4).AsByte() & half;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<byte> counts, ushort* sums)
    {
        var (low, high) = Vector256.Widen(counts);
        (Vector256.Load(sums) + low).Store(sums);
        (Vector256.Load(sums + Vector256<ushort>.Count) + high).Store(sums + Vector256<ushort>.Count);
    }
}
