using Engine.Measures;
using Engine.Pairs;

namespace Engine.Ablation.Selecting;

/// <summary>
/// The information of single neurons and of pairs in whole numbers: N times the plug-in value in bits, times a power of two. Every sum of
/// n log2 n is one of whole numbers, so it does not depend on the order of its terms: neurons with the same counts tie exactly.
/// Made once for a set of neurons; used from several threads.
/// </summary>
public sealed class CountedInformation
{
    /// <summary>Bits after the point, where there is room for them: at 10,000 samples one unit is 2e-14 bits.</summary>
    private const int MostFraction = 32;

    private readonly BitPlanes _planes;
    private readonly JointHistogram[] _neurons;
    private readonly long[] _powers, _ofSymbols, _relevances;
    private readonly long _ofClasses;
    private readonly int _classes;

    /// <param name="planes">Of the neurons.</param>
    /// <param name="neurons"><c>[neurons]</c>: the joint histogram of each with the class, on the same samples.</param>
    public CountedInformation(BitPlanes planes, IReadOnlyList<JointHistogram> neurons)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(neurons);
        (_planes, _neurons) = (planes, [.. neurons]);
        (_classes, var samples) = (_neurons[0].Classes, _neurons[0].Samples);
        var scale = Math.ScaleB(1, Math.Min(MostFraction, 61 - (int)Math.Ceiling(Math.Log2(samples * Math.Max(1, Math.Log2(samples))))));
        _powers = [.. Enumerable.Range(0, samples + 1).Select(n => n == 0 ? 0 : (long)Math.Round(n * Math.Log2(n) * scale))];
        _ofClasses = Sum(_neurons[0].ClassCounts);
        _ofSymbols = [.. _neurons.Select(neuron => Sum(neuron.BinCounts))];
        _relevances = [.. _neurons.Select((neuron, at) => Sum(neuron.Counts) - _ofSymbols[at] - _ofClasses + _powers[samples])];
        var most = _neurons.Max(neuron => neuron.Bins);
        Room = most * most;
    }

    /// <summary>The length of the room that <see cref="Of"/> needs.</summary>
    public int Room { get; }

    /// <summary>I(T;Y).</summary>
    public long Relevance(int neuron) => _relevances[neuron];

    /// <summary>I(T_i;T_j) and I(T_i,T_j;Y).</summary>
    /// <param name="counts">That hold the pair.</param>
    /// <param name="room">Of <see cref="Room"/>.</param>
    public (long Pair, long Joint) Of(int first, int second, in PairCounts counts, Span<int> room)
    {
        var (one, other) = (_neurons[first], _neurons[second]);
        var both = room[..(one.Bins * other.Bins)];
        var shared = counts.At(_planes.FirstOf(first), _planes.FirstOf(second));
        both.Clear();
        var cube = 0L;
        for (var label = 0; label < _classes; label++)
            cube += OfClass(one, other, shared, label, both);
        var (cells, whole) = (Sum(both), _powers[one.Samples]);
        return (cells - _ofSymbols[first] - _ofSymbols[second] + whole, cube - cells - _ofClasses + whole);
    }

    /// <summary>The sum of n log2 n over a class's cells; adds the cells to those of all classes.</summary>
    private long OfClass(JointHistogram one, JointHistogram other, in PairCounts counts, int label, Span<int> both)
    {
        var (sum, width, corner) = (0L, other.Bins, one[0, label]);
        for (var b = 1; b < width; b++)
        {
            // Of a symbol that is left which no other symbol above 0 has.
            var rest = other[b, label];
            for (var a = 1; a < one.Bins; a++)
                rest -= counts.Of(a - 1, label, b - 1);
            Take(b, rest, both);
            corner -= rest;
        }
        Take(0, corner, both);
        for (var a = 1; a < one.Bins; a++)
        {
            var rest = one[a, label];
            for (var b = 1; b < width; b++)
            {
                var count = counts.Of(a - 1, label, b - 1);
                Take((a * width) + b, count, both);
                rest -= count;
            }
            Take(a * width, rest, both);
        }
        return sum;

        void Take(int cell, int count, Span<int> cells)
        {
            sum += _powers[count];
            cells[cell] += count;
        }
    }

    private long Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
            sum += _powers[count];
        return sum;
    }
}
