using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Symbols of quantizers whose edges lie evenly, by one multiplication: exact, because outputs near an edge are left to
/// comparisons.</summary>
/// <remarks>An output's place is its symbol with <see cref="Fraction"/> binary digits behind it, computed in float32 by one multiply-add
/// and rounded to a whole number. Both are monotone, so that an output up to edge k has a place up to edge k's own, which is k + 1 and
/// <see cref="Margin"/> of the last digit within <see cref="Tolerance"/>, or every output is compared. A place whose digits say more than
/// twice the margin is for certain between the edges that it names. NaN, and what no whole number holds, becomes a place whose digits are
/// 0.</remarks>
internal sealed unsafe class EvenEdges : IDisposable
{
    /// <summary>Binary digits of a place; with the 8 of a symbol as many as a float32 holds.</summary>
    private const int Fraction = 16;

    private const float One = 1 << Fraction;

    /// <summary>How far behind a symbol's beginning its edge is put, in units of the last digit: doubt is then one comparison.</summary>
    private const int Margin = 8;

    /// <summary>How far from there an edge may be put.</summary>
    private const int Tolerance = Margin - 1;

    private readonly AlignedBuffer _factors;
    private readonly AlignedBuffer _last;
    private readonly nint _neurons;

    public EvenEdges(int neurons) =>
        (_factors, _last, _neurons) = (new AlignedBuffer(2L * neurons), new AlignedBuffer((neurons + 3L) / 4), neurons);

    /// <summary>The factor of an output, <c>[neurons]</c>.</summary>
    private float* Scale => _factors.Pointer;

    /// <summary>The number added to the product, <c>[neurons]</c>.</summary>
    private float* Offset => _factors.Pointer + _neurons;

    /// <summary>The last symbol, <c>[neurons]</c>.</summary>
    private byte* Last => (byte*)_last.Pointer;

    /// <summary>Of a neuron whose edges are not even every output is to be compared.</summary>
    public void Set(int neuron, ReadOnlySpan<float> edges)
    {
        Last[neuron] = (byte)edges.Length;
        if (!TrySet(neuron, edges))
            (Scale[neuron], Offset[neuron]) = (0, One);
    }

    /// <summary>Writes the symbols of one sample, 32 neurons after another; NaN has none.</summary>
    /// <param name="ahead">The outputs of a sample whose turn comes soon.</param>
    /// <param name="first">The group of neurons to begin with.</param>
    /// <param name="groupBytes">From the symbols of a group to those of the next.</param>
    /// <returns>A bit for each group with an output so near an edge that the symbols have to be found by comparing, or with NaN.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public uint Write(float* row, float* ahead, int first, int groups, byte* target, nint groupBytes)
    {
        var lanes = Vector256<float>.Count;
        float* scale = Scale + (first * SymbolBlock.Lanes), offset = Offset + (first * SymbolBlock.Lanes);
        var last = Last + (first * SymbolBlock.Lanes);
        var doubt = Vector256.Create((ushort)(2 * Margin));
        var doubtful = 0u;
        for (var group = 0; group < groups; group++)
        {
            var place0 = Place(row, scale, offset);
            var place1 = Place(row + lanes, scale + lanes, offset + lanes);
            var place2 = Place(row + (2 * lanes), scale + (2 * lanes), offset + (2 * lanes));
            var place3 = Place(row + (3 * lanes), scale + (3 * lanes), offset + (3 * lanes));
            var symbols = Symbols.Bytes(place0 >>> Fraction, place1 >>> Fraction, place2 >>> Fraction, place3 >>> Fraction);
            Vector256.Min(symbols, Vector256.Load(last)).Store(target);
            var digits = Vector256.Min(Symbols.LowerHalves(place0, place1), Symbols.LowerHalves(place2, place3));
            doubtful |= Vector256.LessThanOrEqualAny(digits, doubt) ? 1u << group : 0;
            Prefetch.Line(ahead);
            Prefetch.Line(ahead + Prefetch.LineLength);
            target += groupBytes;
            row += SymbolBlock.Lanes;
            ahead += SymbolBlock.Lanes;
            scale += SymbolBlock.Lanes;
            offset += SymbolBlock.Lanes;
            last += SymbolBlock.Lanes;
        }
        return doubtful;
    }

    /// <summary>Up to the first edge all places are in the middle of the first symbol. Of what is given second, the native operation keeps
    /// NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Place(float* output, float* scale, float* offset)
    {
        var place = Vector256.FusedMultiplyAdd(Vector256.Load(output), Vector256.Load(scale), Vector256.Load(offset));
        return Rounded(Vector256.MaxNative(Vector256.Create(0.5f * One), place));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(Vector256<float> place) => Avx.IsSupported
        ? Avx.ConvertToVector256Int32(place)
        : Vector256.ConvertToInt32Native(
            Vector256.ConditionalSelect(Vector256.LessThan(place, Vector256.Create(256 * One)), place, Vector256<float>.Zero));

    public void Dispose()
    {
        _factors.Dispose();
        _last.Dispose();
    }

    private bool TrySet(int neuron, ReadOnlySpan<float> edges)
    {
        var scale = edges.Length > 1 ? (float)(One * (edges.Length - 1) / ((double)edges[^1] - edges[0])) : 0;
        // Without edges all is the first symbol; one edge leaves every output to comparing.
        var offset = edges.IsEmpty ? 0.5f * One : (float)(One + Margin - ((double)edges[0] * scale));
        for (var k = 0; k < edges.Length; k++)
        {
            // Put so that NaN, from a range beyond float32, is refused.
            if (!(Math.Abs(MathF.FusedMultiplyAdd(edges[k], scale, offset) - (((k + 1) * One) + Margin)) <= Tolerance))
                return false;
        }
        (Scale[neuron], Offset[neuron]) = (scale, offset);
        return true;
    }
}
