using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Symbols of quantizers whose edges lie evenly, by one multiplication: exact, because outputs near an edge are left to comparisons.</summary>
/// <remarks>The place t of an output among the edges, (output - first edge) / step, is computed in float32. Both operations are monotone, so that an
/// output up to edge k has a place up to edge k's own, which is k within <see cref="Tolerance"/>, or the quantizer is not taken. A place
/// further than that from every whole number says for certain between which edges the output lies.</remarks>
internal sealed unsafe class EvenEdges : IDisposable
{
    /// <summary>How far edge k's place may be from k.</summary>
    private const float Tolerance = 5e-4f;

    private readonly AlignedBuffer _table;

    private EvenEdges(int neurons) => _table = new AlignedBuffer(3L * neurons);

    /// <summary>First edges, <c>[neurons]</c>; infinity for a single bin.</summary>
    public float* First => _table.Pointer;

    /// <summary>Reciprocal steps, <c>[neurons]</c>.</summary>
    public float* Inverse => _table.Pointer + (_table.Length / 3);

    /// <summary>The highest place, between the last edge's and the next, <c>[neurons]</c>.</summary>
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
        return even;
    }

    /// <summary>Writes the symbols of one sample, 32 neurons after another; NaN has none.</summary>
    /// <param name="ahead">The outputs of a sample whose turn comes soon.</param>
    /// <param name="first">The group of neurons to begin with.</param>
    /// <returns>A bit for each group with an output so near an edge that the symbols have to be found by comparing.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong Write(float* row, float* ahead, int first, int groups, byte* target, ref bool nan)
    {
        var lanes = Vector256<float>.Count;
        float* edge = First + (first * SymbolBlock.Lanes), inverse = Inverse + (first * SymbolBlock.Lanes), limit = Limit + (first * SymbolBlock.Lanes);
        var equal = Vector256<float>.AllBitsSet;
        var doubtful = 0ul;
        for (var group = first; group < first + groups; group++)
        {
            Vector256<float> output0 = Vector256.Load(row), output1 = Vector256.Load(row + lanes);
            Vector256<float> output2 = Vector256.Load(row + (2 * lanes)), output3 = Vector256.Load(row + (3 * lanes));
            equal &= Symbols.EqualThemselves(output0, output1, output2, output3);
            var near = Vector256<int>.Zero;
            var symbol0 = Of(output0, edge, inverse, limit, ref near);
            var symbol1 = Of(output1, edge + lanes, inverse + lanes, limit + lanes, ref near);
            var symbol2 = Of(output2, edge + (2 * lanes), inverse + (2 * lanes), limit + (2 * lanes), ref near);
            var symbol3 = Of(output3, edge + (3 * lanes), inverse + (3 * lanes), limit + (3 * lanes), ref near);
            Symbols.Store(symbol0, symbol1, symbol2, symbol3, target + SymbolBlock.First(group));
            doubtful |= near == Vector256<int>.Zero ? 0 : 1ul << group;
            Prefetch.Line(ahead);
            Prefetch.Line(ahead + Prefetch.LineLength);
            row += SymbolBlock.Lanes;
            ahead += SymbolBlock.Lanes;
            edge += SymbolBlock.Lanes;
            inverse += SymbolBlock.Lanes;
            limit += SymbolBlock.Lanes;
        }
        nan |= equal.AsInt32() != Vector256<int>.AllBitsSet;
        return doubtful;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Of(Vector256<float> output, float* first, float* inverse, float* limit, ref Vector256<int> anyNear)
    {
        var edge = Vector256.Load(first);
        var above = Vector256.GreaterThan(output, edge).AsInt32();
        var place = Vector256.MinNative((output - edge) * Vector256.Load(inverse), Vector256.Load(limit));
        var nearest = Vector256.Round(place);
        anyNear |= Vector256.LessThan(Vector256.Abs(place - nearest), Vector256.Create(2 * Tolerance)).AsInt32() & above;
        return (Vector256.ConvertToInt32Native(place) - Vector256<int>.AllBitsSet) & above;
    }

    public void Dispose() => _table.Dispose();

    private bool TryAdd(int neuron, ReadOnlySpan<float> edges)
    {
        float first = edges.IsEmpty ? float.PositiveInfinity : edges[0], inverse = 0;
        if (edges.Length > 1)
            inverse = (edges.Length - 1) / (edges[^1] - first);
        for (var k = 0; k < edges.Length; k++)
        {
            // Put so that NaN, from a range beyond float32, is refused.
            if (!(Math.Abs(((edges[k] - first) * inverse) - k) <= Tolerance))
                return false;
        }
        (First[neuron], Inverse[neuron], Limit[neuron]) = (first, inverse, edges.Length - 0.5f);
        return true;
    }
}
