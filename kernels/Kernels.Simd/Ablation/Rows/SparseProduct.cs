using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>Products of sparse rows with weights in panels: only the outputs that are not 0 are met.</summary>
/// <remarks>A left out term would have added 0 to a chain of fused multiply-adds, so the bits are those of the dense product.</remarks>
internal static unsafe class SparseProduct<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Writes where a row is not 0, between two places.</summary>
    /// <param name="places">Room for as many as there are places between.</param>
    /// <returns>How many such places there are.</returns>
    public static int FindNonZero(float* row, int from, int to, int* places)
    {
        var found = places;
        for (var first = from; first < to; first += Vector256<float>.Count)
        {
            var bits = ~Vector256.Equals(Vector256.Load(row + first), Vector256<float>.Zero).ExtractMostSignificantBits();
            bits &= 0xFFu >> Math.Max(0, Vector256<float>.Count - (to - first));
            for (; bits != 0; bits &= bits - 1)
                *found++ = first + BitOperations.TrailingZeroCount(bits);
        }
        return (int)(found - places);
    }

    /// <summary>Vectors that <paramref name="panels"/> panels are made of.</summary>
    public static int Vectors(int panels) => panels * (Panels.Width / TLanes.Count);

    /// <summary>Adds the terms of one block of depth to all rows' sums, for the columns of a tile of vectors: twelve, or four, two or one
    /// of what is left.</summary>
    /// <param name="first">The tile's first vector, an even number.</param>
    /// <param name="vectors">All vectors of a row.</param>
    /// <returns>Vectors of the tile.</returns>
    public static int Tile(in SparseTerms terms, int block, int first, int vectors)
    {
        switch (vectors - first)
        {
            case >= 12:
                Six(terms, block, first);
                return 12;
            case >= 4:
                Two(terms, block, first);
                return 4;
            case >= 2:
                One(terms, block, first);
                return 2;
            default:
                Alone(terms, block, first);
                return 1;
        }
    }

    /// <summary>Twelve accumulators: as many as sixteen registers allow beside the broadcast output.</summary>
    private static void Six(in SparseTerms terms, int block, int first)
    {
        float* w0 = Weights(terms, first), w1 = Weights(terms, first + 2), w2 = Weights(terms, first + 4);
        float* w3 = Weights(terms, first + 6), w4 = Weights(terms, first + 8), w5 = Weights(terms, first + 10);
        nint second = Second(terms);
        for (var i = 0; i < terms.Rows; i++)
        {
            float* row = terms.Row(i), sums = terms.Sums(i) + (first * TLanes.Count), start = Start(terms, block, first, sums);
            TVector s00 = Load(start, 0), s01 = Load(start, 1), s10 = Load(start, 2),
                s11 = Load(start, 3), s20 = Load(start, 4), s21 = Load(start, 5);
            TVector s30 = Load(start, 6), s31 = Load(start, 7), s40 = Load(start, 8),
                s41 = Load(start, 9), s50 = Load(start, 10), s51 = Load(start, 11);
            int* end = terms.End(i, block);
            for (var p = terms.Begin(i, block); p < end; p++)
            {
                nint place = *p;
                var x = TLanes.Create(row[place]);
                place *= Panels.Width;
                s00 = TLanes.MultiplyAdd(x, TLanes.Load(w0 + place), s00);
                s01 = TLanes.MultiplyAdd(x, TLanes.Load(w0 + place + second), s01);
                s10 = TLanes.MultiplyAdd(x, TLanes.Load(w1 + place), s10);
                s11 = TLanes.MultiplyAdd(x, TLanes.Load(w1 + place + second), s11);
                s20 = TLanes.MultiplyAdd(x, TLanes.Load(w2 + place), s20);
                s21 = TLanes.MultiplyAdd(x, TLanes.Load(w2 + place + second), s21);
                s30 = TLanes.MultiplyAdd(x, TLanes.Load(w3 + place), s30);
                s31 = TLanes.MultiplyAdd(x, TLanes.Load(w3 + place + second), s31);
                s40 = TLanes.MultiplyAdd(x, TLanes.Load(w4 + place), s40);
                s41 = TLanes.MultiplyAdd(x, TLanes.Load(w4 + place + second), s41);
                s50 = TLanes.MultiplyAdd(x, TLanes.Load(w5 + place), s50);
                s51 = TLanes.MultiplyAdd(x, TLanes.Load(w5 + place + second), s51);
            }
            Store(s00, s01, sums, 0);
            Store(s10, s11, sums, 1);
            Store(s20, s21, sums, 2);
            Store(s30, s31, sums, 3);
            Store(s40, s41, sums, 4);
            Store(s50, s51, sums, 5);
        }
    }

    private static void Two(in SparseTerms terms, int block, int first)
    {
        float* w0 = Weights(terms, first), w1 = Weights(terms, first + 2);
        nint second = Second(terms);
        for (var i = 0; i < terms.Rows; i++)
        {
            float* row = terms.Row(i), sums = terms.Sums(i) + (first * TLanes.Count), start = Start(terms, block, first, sums);
            TVector s00 = Load(start, 0), s01 = Load(start, 1), s10 = Load(start, 2), s11 = Load(start, 3);
            int* end = terms.End(i, block);
            for (var p = terms.Begin(i, block); p < end; p++)
            {
                nint place = *p;
                var x = TLanes.Create(row[place]);
                place *= Panels.Width;
                s00 = TLanes.MultiplyAdd(x, TLanes.Load(w0 + place), s00);
                s01 = TLanes.MultiplyAdd(x, TLanes.Load(w0 + place + second), s01);
                s10 = TLanes.MultiplyAdd(x, TLanes.Load(w1 + place), s10);
                s11 = TLanes.MultiplyAdd(x, TLanes.Load(w1 + place + second), s11);
            }
            Store(s00, s01, sums, 0);
            Store(s10, s11, sums, 1);
        }
    }

    private static void One(in SparseTerms terms, int block, int first)
    {
        var w = Weights(terms, first);
        nint second = Second(terms);
        for (var i = 0; i < terms.Rows; i++)
        {
            float* row = terms.Row(i), sums = terms.Sums(i) + (first * TLanes.Count), start = Start(terms, block, first, sums);
            TVector s0 = Load(start, 0), s1 = Load(start, 1);
            int* end = terms.End(i, block);
            for (var p = terms.Begin(i, block); p < end; p++)
            {
                var x = TLanes.Create(row[*p]);
                s0 = TLanes.MultiplyAdd(x, TLanes.Load(w + ((nint)(*p) * Panels.Width)), s0);
                s1 = TLanes.MultiplyAdd(x, TLanes.Load(w + ((nint)(*p) * Panels.Width) + second), s1);
            }
            Store(s0, s1, sums, 0);
        }
    }

    /// <summary>The last panel of an odd number, where a vector is a whole panel.</summary>
    private static void Alone(in SparseTerms terms, int block, int first)
    {
        var w = Weights(terms, first);
        for (var i = 0; i < terms.Rows; i++)
        {
            float* row = terms.Row(i), sums = terms.Sums(i) + (first * TLanes.Count);
            var sum = TLanes.Load(Start(terms, block, first, sums));
            int* end = terms.End(i, block);
            for (var p = terms.Begin(i, block); p < end; p++)
                sum = TLanes.MultiplyAdd(TLanes.Create(row[*p]), TLanes.Load(w + ((nint)(*p) * Panels.Width)), sum);
            TLanes.Store(sum, sums);
        }
    }

    /// <summary>Where a pair of vectors begins: a pair is half a panel, a panel, or two, by the vector's width.</summary>
    [MethodImpl(Inline)]
    private static float* Weights(in SparseTerms terms, int vector)
    {
        var column = vector * TLanes.Count;
        return terms.Weights + (column / Panels.Width * terms.PanelLength) + (column % Panels.Width);
    }

    [MethodImpl(Inline)]
    private static nint Second(in SparseTerms terms) => TLanes.Count == Panels.Width ? (nint)terms.PanelLength : TLanes.Count;

    [MethodImpl(Inline)]
    private static float* Start(in SparseTerms terms, int block, int first, float* sums) =>
        block == 0 ? terms.Bias + (first * TLanes.Count) : sums;

    [MethodImpl(Inline)]
    private static TVector Load(float* start, int vector) => TLanes.Load(start + (vector * TLanes.Count));

    [MethodImpl(Inline)]
    private static void Store(TVector first, TVector second, float* sums, int pair)
    {
        TLanes.Store(first, sums + (2 * pair * TLanes.Count));
        TLanes.Store(second, sums + (((2 * pair) + 1) * TLanes.Count));
    }
}
