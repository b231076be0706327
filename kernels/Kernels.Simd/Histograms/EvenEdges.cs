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

    /// <summary>The symbols of eight neurons' outputs; <paramref name="isCertain"/> is false where they have to be found by comparing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Symbols(Vector256<float> output, float* first, float* inverse, float* limit, out bool isCertain)
    {
        var edge = Vector256.Load(first);
        var above = Vector256.GreaterThan(output, edge);
        var place = Vector256.MinNative((output - edge) * Vector256.Load(inverse), Vector256.Load(limit));
        var nearest = Vector256.Round(place);
        var near = Vector256.LessThan(Vector256.Abs(place - nearest), Vector256.Create(2 * Tolerance)) & Vector256.GreaterThan(nearest, Vector256.Create(0.5f));
        isCertain = (near & above).AsInt32() == Vector256<int>.Zero;
        return (Vector256.ConvertToInt32Native(place) + Vector256<int>.One) & above.AsInt32();
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
