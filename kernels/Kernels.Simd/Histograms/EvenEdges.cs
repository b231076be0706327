using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Symbols of quantizers whose edges lie evenly, by one multiplication: exact, because outputs near an edge are left to comparisons.</summary>
/// <remarks>An output's place is its symbol with <see cref="Fraction"/> binary digits behind it, computed in float32 by one multiply-add and rounded to a whole number.
/// Both are monotone, so that an output up to edge k has a place up to edge k's own, which is k + 1 within <see cref="Tolerance"/>, or the quantizer is not taken.
/// A place further than that from every symbol's beginning says for certain between which edges the output lies. NaN becomes a place whose digits are 0.</remarks>
internal sealed unsafe class EvenEdges : IDisposable
{
    /// <summary>Binary digits of a place; with the 8 of a symbol as many as a float32 holds.</summary>
    private const int Fraction = 16;

    private const float One = 1 << Fraction;

    /// <summary>How far edge k's place may be from k + 1, in units of the last digit.</summary>
    private const int Tolerance = 4;

    private readonly AlignedBuffer _table;

    private EvenEdges(int neurons) => _table = new AlignedBuffer(3L * neurons);

    /// <summary>What an output is multiplied with, <c>[neurons]</c>.</summary>
    public float* Scale => _table.Pointer;

    /// <summary>What is added then, <c>[neurons]</c>.</summary>
    public float* Offset => _table.Pointer + (_table.Length / 3);

    /// <summary>The highest place, in the middle of the last symbol, <c>[neurons]</c>.</summary>
    public float* Limit => _table.Pointer + (2 * (_table.Length / 3));

    /// <summary>Null where some quantizer's edges are not even.</summary>
    public static EvenEdges? TryCreate(IReadOnlyList<Quantizer> quantizers, int firstNeuron, int neurons, int capacity)
    {
        var even = new EvenEdges(capacity);
        for (var i = 0; i < neurons; i++)
        {
            if (even.TryAdd(i, quantizers[firstNeuron + i].Edges))
                continue;
            even.Dispose();
            return null;
        }
        // What fills up the last group is far from every edge.
        for (var i = neurons; i < capacity; i++)
            even.TryAdd(i, []);
        return even;
    }

    /// <summary>Writes the symbols of one sample, 32 neurons after another; NaN has none.</summary>
    /// <param name="ahead">The outputs of a sample whose turn comes soon.</param>
    /// <param name="first">The group of neurons to begin with.</param>
    /// <returns>A bit for each group with an output so near an edge that the symbols have to be found by comparing, or with NaN.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong Write(float* row, float* ahead, int first, int groups, byte* target)
    {
        var lanes = Vector256<float>.Count;
        float* scale = Scale + (first * SymbolBlock.Lanes), offset = Offset + (first * SymbolBlock.Lanes), limit = Limit + (first * SymbolBlock.Lanes);
        var least = Vector256.Create((ushort)(2 * Tolerance));
        var doubtful = 0ul;
        for (var group = first; group < first + groups; group++)
        {
            var place0 = Place(row, scale, offset, limit);
            var place1 = Place(row + lanes, scale + lanes, offset + lanes, limit + lanes);
            var place2 = Place(row + (2 * lanes), scale + (2 * lanes), offset + (2 * lanes), limit + (2 * lanes));
            var place3 = Place(row + (3 * lanes), scale + (3 * lanes), offset + (3 * lanes), limit + (3 * lanes));
            Symbols.Store(place0 >>> Fraction, place1 >>> Fraction, place2 >>> Fraction, place3 >>> Fraction, target + SymbolBlock.First(group));
            var distance = Vector256.Min(Symbols.Distances(place0, place1), Symbols.Distances(place2, place3));
            doubtful |= Vector256.LessThanOrEqualAny(distance, least) ? 1ul << group : 0;
            Prefetch.Line(ahead);
            Prefetch.Line(ahead + Prefetch.LineLength);
            row += SymbolBlock.Lanes;
            ahead += SymbolBlock.Lanes;
            scale += SymbolBlock.Lanes;
            offset += SymbolBlock.Lanes;
            limit += SymbolBlock.Lanes;
        }
        return doubtful;
    }

    /// <summary>Of what is given second, the native operations keep NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Place(float* output, float* scale, float* offset, float* limit)
    {
        var place = Vector256.FusedMultiplyAdd(Vector256.Load(output), Vector256.Load(scale), Vector256.Load(offset));
        place = Vector256.MinNative(Vector256.Load(limit), Vector256.MaxNative(Vector256.Create(0.5f * One), place));
        return Rounded(place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(Vector256<float> place) =>
        Avx.IsSupported ? Avx.ConvertToVector256Int32(place) : Vector256.ConvertToInt32Native(Vector256.ConditionalSelect(Vector256.Equals(place, place), place, Vector256<float>.Zero));

    public void Dispose() => _table.Dispose();

    private bool TryAdd(int neuron, ReadOnlySpan<float> edges)
    {
        var scale = edges.Length > 1 ? (float)(One * (edges.Length - 1) / ((double)edges[^1] - edges[0])) : 0;
        // Without edges all is the first symbol; one edge leaves every output to comparing.
        var offset = edges.IsEmpty ? 0.5f * One : (float)(One - ((double)edges[0] * scale));
        for (var k = 0; k < edges.Length; k++)
        {
            // Put so that NaN, from a range beyond float32, is refused.
            if (!(Math.Abs(MathF.FusedMultiplyAdd(edges[k], scale, offset) - ((k + 1) * One)) <= Tolerance))
                return false;
        }
        (Scale[neuron], Offset[neuron], Limit[neuron]) = (scale, offset, (edges.Length + 0.5f) * One);
        return true;
    }
}
