using Engine.Measures;
using Engine.Numerics;

namespace Engine.Pairs;

/// <summary>Turns counts into information. Made once for a set of neurons; used from several threads.</summary>
public sealed class PairEstimator
{
    private readonly IPairCounts _counts;
    private readonly JointHistogram[] _neurons;
    private readonly double[] _entropies, _informations;
    private readonly double[][] _specific;
    private readonly double[] _powers;
    private readonly int[] _classes;
    private readonly double _classEntropy;

    /// <param name="neurons"><c>[neurons]</c>: the joint histogram of each with the class, on the same samples.</param>
    public PairEstimator(IPairCounts counts, IReadOnlyList<JointHistogram> neurons)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(neurons);
        (_counts, _neurons) = (counts, [.. neurons]);
        _classes = _neurons[0].ClassCounts.ToArray();
        Samples = _neurons[0].Samples;
        // n log2 n of every count that can occur: logarithms are most of the work.
        _powers = [.. Enumerable.Range(0, Samples + 1).Select(count => count == 0 ? 0 : count * Math.Log2(count))];
        _classEntropy = Entropy.OfClasses(_neurons[0]);
        _entropies = [.. _neurons.Select(Entropy.OfBins)];
        _informations = [.. _neurons.Select(MutualInformation.PlugIn)];
        _specific = [.. _neurons.Select(Specific)];
    }

    public int Samples { get; }

    /// <summary>The most counts that a pair of these neurons has.</summary>
    public int MostCounts
    {
        get
        {
            var most = _neurons.Max(neuron => neuron.Bins) - 1;
            return most * most * _classes.Length;
        }
    }

    /// <param name="room">Of <see cref="MostCounts"/>, for counts on the way.</param>
    public PairInformation Of(int first, int second, Span<int> room)
    {
        var (one, other, classes) = (_neurons[first], _neurons[second], _classes.Length);
        var counts = room[..((one.Bins - 1) * (other.Bins - 1) * classes)];
        _counts.Count(first, second, counts);
        var (cells, cube) = Sums(one, other, counts);
        var pair = Math.Max(0, _entropies[first] + _entropies[second] - Entropy2(cells.Sum));
        var joint = Math.Max(0, Entropy2(cells.Sum) + _classEntropy - Entropy2(cube.Sum));
        var bias = 2.0 * Samples * Math.Log(2);
        int observedOne = one.ObservedBins, observedOther = other.ObservedBins, observedClasses = one.ObservedClasses;
        var (own, of) = (_informations[first], _informations[second]);
        return new PairInformation(
            pair, pair + ((observedOne + observedOther - cells.Observed - 1) / bias),
            joint, joint + ((cells.Observed + observedClasses - cube.Observed - 1) / bias),
            joint - own - of, Redundancy(first, second), Math.Min(own, of), own, of,
            ChiSquaredTest.PValue(pair, Samples, (observedOne - 1) * (observedOther - 1)));
    }

    /// <summary>Entropy in bits from the sum of n log2 n.</summary>
    private double Entropy2(double sum) => Math.Log2(Samples) - (sum / Samples);

    /// <summary>The sums over the cells of both symbols, and over those of both symbols and the class.</summary>
    private (CellSum Cells, CellSum Cube) Sums(JointHistogram one, JointHistogram other, ReadOnlySpan<int> counts)
    {
        var (cells, cube) = (default(CellSum), default(CellSum));
        var (classes, width) = (_classes.Length, other.Bins - 1);
        for (var a = 0; a < one.Bins; a++)
        {
            for (var b = 0; b < other.Bins; b++)
            {
                var whole = 0;
                for (var label = 0; label < classes; label++)
                {
                    var count = Cell(one, other, counts, width, a, b, label);
                    whole += count;
                    cube.Add(count, _powers);
                }
                cells.Add(whole, _powers);
            }
        }
        return (cells, cube);
    }

    private static int Cell(JointHistogram one, JointHistogram other, ReadOnlySpan<int> counts, int width, int a, int b, int label)
    {
        var classes = one.Classes;
        if (a > 0 && b > 0)
            return counts[((((a - 1) * width) + b - 1) * classes) + label];
        // Of a symbol 0 that is left which no other symbol has.
        var rest = a > 0 ? one[a, label] : b > 0 ? other[b, label] : one[0, label];
        if (a > 0)
            for (var j = 0; j < width; j++)
                rest -= counts[((((a - 1) * width) + j) * classes) + label];
        else if (b > 0)
            for (var i = 0; i < one.Bins - 1; i++)
                rest -= counts[(((i * width) + b - 1) * classes) + label];
        else
            for (var j = 1; j <= width; j++)
                rest -= Cell(one, other, counts, width, 0, j, label);
        return rest;
    }

    private double Redundancy(int first, int second)
    {
        var sum = 0.0;
        for (var label = 0; label < _classes.Length; label++)
            sum += _classes[label] * Math.Min(_specific[first][label], _specific[second][label]);
        return sum / Samples;
    }

    /// <summary>The average information of a symbol about a class: sum_t P(t|y) log2( P(y|t) / P(y) ); 0 for a class that does not occur.
    /// </summary>
    private static double[] Specific(JointHistogram neuron) =>
        [.. Enumerable.Range(0, neuron.Classes).Select(label => OfClass(neuron, label))];

    private static double OfClass(JointHistogram neuron, int label)
    {
        var sum = default(CompensatedSum);
        for (var bin = 0; bin < neuron.Bins; bin++)
        {
            double count = neuron[bin, label];
            double ofClass = neuron.ClassCounts[label], ofBin = neuron.BinCounts[bin];
            if (count > 0)
                sum.Add(count / ofClass * Math.Log2(count * neuron.Samples / (ofBin * ofClass)));
        }
        return sum.Value;
    }

    /// <summary>A sum of n log2 n, and how many n are above 0.</summary>
    private struct CellSum
    {
        public double Sum;
        public int Observed;

        public void Add(int count, double[] powers)
        {
            Sum += powers[count];
            Observed += count > 0 ? 1 : 0;
        }
    }
}
