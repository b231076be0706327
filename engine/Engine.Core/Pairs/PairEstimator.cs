using System.Runtime.CompilerServices;
using Engine.Measures;
using Engine.Numerics;

namespace Engine.Pairs;

/// <summary>Turns counts into information. Made once for a set of neurons; used from several threads.</summary>
public sealed class PairEstimator
{
    /// <summary>Symbols that a code, a byte, can name.</summary>
    private const int MostBins = 256;

    private readonly BitPlanes _planes;
    private readonly JointHistogram[] _neurons;
    private readonly double[] _entropies, _informations;
    private readonly double[][] _specific;
    private readonly int[] _observed;
    private readonly BinaryScan? _binary;

    /// <param name="planes">Of the neurons.</param>
    /// <param name="neurons"><c>[neurons]</c>: the joint histogram of each with the class, on the same samples.</param>
    public PairEstimator(BitPlanes planes, IReadOnlyList<JointHistogram> neurons)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(neurons);
        (_planes, _neurons, Sums) = (planes, [.. neurons], new CellSums(planes.Samples));
        ClassEntropy = Entropy.OfClasses(_neurons[0]);
        _entropies = [.. _neurons.Select(Entropy.OfBins)];
        _informations = [.. _neurons.Select(MutualInformation.PlugIn)];
        _specific = [.. _neurons.Select(Specific)];
        _observed = [.. _neurons.Select(neuron => neuron.ObservedBins)];
        _binary = planes.AreBinary ? new BinaryScan(this, _neurons, _specific) : null;
    }

    internal CellSums Sums { get; }

    internal double ClassEntropy { get; }

    /// <summary>Cells of both symbols that a pair has at most.</summary>
    public int MostCells => _neurons.Max(neuron => neuron.Bins) * _neurons.Max(neuron => neuron.Bins);

    /// <param name="counts">That hold the pair.</param>
    /// <param name="cells">Room for <see cref="MostCells"/>.</param>
    public PairInformation Of(int first, int second, in PairCounts counts, Span<int> cells)
    {
        var (one, other) = (_neurons[first], _neurons[second]);
        var (sums, observedCells, observedCube) = Count(one, other, counts.At(_planes.FirstOf(first), _planes.FirstOf(second)), cells);
        var (pair, joint) = Of(first, second, sums);
        var bias = 2.0 * _planes.Samples * Math.Log(2);
        int observedOne = _observed[first], observedOther = _observed[second], observedClasses = one.ObservedClasses;
        var (own, of) = (_informations[first], _informations[second]);
        return new PairInformation(
            pair, pair + ((observedOne + observedOther - observedCells - 1) / bias),
            joint, joint + ((observedCells + observedClasses - observedCube - 1) / bias),
            joint - own - of, Redundancy(first, second), Math.Min(own, of), own, of, PValue(first, second, pair));
    }

    /// <summary>The quantities that pairs are chosen by, of one neuron with each of those from another on.</summary>
    /// <param name="row">Written from <paramref name="from"/> on.</param>
    /// <param name="cells">Room for <see cref="MostCells"/>.</param>
    public void Scan(int first, int from, int end, in PairCounts counts, PairRow row, Span<int> cells)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (from >= end)
            return;
        if (_binary is not null)
        {
            _binary.Scan(first, from, end, counts, row);
            return;
        }
        for (var second = from; second < end; second++)
        {
            var found = Of(first, second, counts, cells);
            (row.Pair[second], row.Joint[second], row.Interaction[second]) = (found.Pair, found.Joint, found.Interaction);
            (row.Redundancy[second], row.Synergy[second]) = (found.Redundancy, found.Synergy);
        }
    }

    /// <summary>The chi-squared approximation.</summary>
    /// <param name="pair">Bits.</param>
    public double PValue(int first, int second, double pair) => ChiSquaredTest.PValue(
        pair, _planes.Samples, (_observed[first] - 1) * (_observed[second] - 1));

    internal double Information(int neuron) => _informations[neuron];

    /// <summary>I(T_i;T_j) and I(T_i,T_j;Y) from the sums of n log2 n over the cells of both symbols, and over those with the class.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (double Pair, double Joint) Of(int first, int second, (double Cells, double Cube) sums)
    {
        var both = Sums.Entropy(sums.Cells);
        return (Math.Max(0, _entropies[first] + _entropies[second] - both), Math.Max(0, both + ClassEntropy - Sums.Entropy(sums.Cube)));
    }

    /// <summary>All cells, from the counts of symbols above 0 and both histograms. In each class the rows of the symbols above 0 come
    /// first, then that of 0, and so in each row: sums must not depend on how many symbols there are room for.</summary>
    /// <param name="shared">The pair's counts.</param>
    private ((double Cells, double Cube) Sums, int Cells, int Cube) Count(
        JointHistogram one, JointHistogram other, in PairCounts shared, Span<int> cells)
    {
        cells = cells[..(one.Bins * other.Bins)];
        cells.Clear();
        Span<int> columns = stackalloc int[MostBins];
        var (sum, observed) = (0.0, 0);
        for (var label = 0; label < one.Classes; label++)
        {
            for (var b = 0; b < other.Bins; b++)
                columns[b] = other[b, label];
            var (ofClass, zero) = (0.0, one[0, label]);
            for (var a = 1; a < one.Bins; a++)
            {
                var (ofRow, left) = (0.0, one[a, label]);
                var row = cells[(a * other.Bins)..];
                for (var b = 1; b < other.Bins; b++)
                {
                    var count = shared.Of(a - 1, label, b - 1);
                    left -= count;
                    columns[b] -= count;
                    Add(count, ref ofRow, ref observed, ref row[b]);
                }
                columns[0] -= left;
                Add(left, ref ofRow, ref observed, ref row[0]);
                ofClass += ofRow;
            }
            var last = 0.0;
            for (var b = 1; b < other.Bins; b++)
                Add(columns[b], ref last, ref observed, ref cells[b]);
            Add(columns[0], ref last, ref observed, ref cells[0]);
            sum += ofClass + last;
        }
        var (ofCells, observedCells) = Sums.Of(cells, one.Bins, other.Bins);
        return ((ofCells, sum), observedCells, observed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int count, ref double sum, ref int observed, ref int cell)
    {
        sum += Sums.Of(count);
        observed += count > 0 ? 1 : 0;
        cell += count;
    }

    private double Redundancy(int first, int second)
    {
        var classes = _neurons[0].ClassCounts;
        var sum = 0.0;
        for (var label = 0; label < classes.Length; label++)
            sum += classes[label] * Math.Min(_specific[first][label], _specific[second][label]);
        return sum / _planes.Samples;
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
}

/// <summary>Sums of n log2 n, from a table of every count that can occur: logarithms would be most of the work.</summary>
internal sealed class CellSums
{
    private readonly double[] _powers;
    private readonly double _whole;

    public CellSums(int samples)
    {
        _powers = [.. Enumerable.Range(0, samples + 1).Select(count => count == 0 ? 0 : count * Math.Log2(count))];
        _whole = Math.Log2(samples);
    }

    public ReadOnlySpan<double> Powers => _powers;

    public double Of(int count) => _powers[count];

    /// <summary>Bits, of all samples.</summary>
    public double Entropy(double sum) => _whole - (sum / (_powers.Length - 1));

    /// <summary>In the order of <see cref="PairEstimator"/>: symbol 0 last.</summary>
    /// <param name="cells"><c>[rows, columns]</c>.</param>
    public (double Sum, int Observed) Of(ReadOnlySpan<int> cells, int rows, int columns)
    {
        var (sum, observed) = (0.0, 0);
        for (var a = 1; a <= rows; a++)
        {
            var ofRow = 0.0;
            for (var b = 1; b <= columns; b++)
            {
                var count = cells[(a % rows * columns) + (b % columns)];
                ofRow += _powers[count];
                observed += count > 0 ? 1 : 0;
            }
            sum += ofRow;
        }
        return (sum, observed);
    }
}
