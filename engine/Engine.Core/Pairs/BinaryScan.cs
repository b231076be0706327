using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Information of one-bit symbols, of a neuron with many others at once: to the last bit that of <see cref="PairEstimator"/>.
/// </summary>
/// <remarks>Of a class y with N samples, n of them with the first neuron's bit, and a pair that shares k of m: the four cells are k, n - k,
/// m - k and N - n - (m - k). Their n log2 n are sums of one function of k and one of m - k, which are two tables of the first neuron.
/// Where the others are too few for tables, the four are added. Either is added in the same order.</remarks>
internal sealed unsafe class BinaryScan
{
    private readonly PairEstimator _estimator;
    private readonly int _neurons, _classes;
    private readonly int[] _ones, _totals, _classCounts;
    private readonly double[] _specific;

    /// <param name="specific"><c>[neurons][classes]</c>.</param>
    public BinaryScan(PairEstimator estimator, JointHistogram[] neurons, double[][] specific)
    {
        _estimator = estimator;
        (_neurons, _classes, _classCounts) = (neurons.Length, neurons[0].Classes, neurons[0].ClassCounts.ToArray());
        _ones = new int[_classes * _neurons];
        _specific = new double[_classes * _neurons];
        _totals = [.. neurons.Select(neuron => neuron.Bins > 1 ? neuron.BinCounts[1] : 0)];
        for (var neuron = 0; neuron < _neurons; neuron++)
        {
            for (var label = 0; label < _classes; label++)
            {
                _ones[(label * _neurons) + neuron] = neurons[neuron].Bins > 1 ? neurons[neuron][1, label] : 0;
                _specific[(label * _neurons) + neuron] = specific[neuron][label];
            }
        }
    }

    /// <inheritdoc cref="PairEstimator.Scan"/>
    public void Scan(int first, int from, int end, in PairCounts counts, PairRow row)
    {
        var samples = _estimator.Sums.Powers.Length - 1;
        // A table is read twice for each class where four values would be.
        var hasTables = (long)(end - from) * _classes > samples;
        if (hasTables && row.Tables.Length < samples + (2 * _classes))
            row.Tables = new double[samples + (2 * _classes)];
        var both = row.Both;
        // Until the end the room of the results holds sums: of all cells, and of what is redundant.
        var (cube, redundancy) = (row.Joint, row.Redundancy);
        both.AsSpan(from, end - from).Clear();
        cube.AsSpan(from, end - from).Clear();
        redundancy.AsSpan(from, end - from).Clear();
        fixed (double* powers = _estimator.Sums.Powers, tables = row.Tables, cells = &cube[from])
        fixed (int* sums = &both[from])
        {
            var label = 0;
            // Two classes at once by tables, so that sums are read and written half as often.
            for (; hasTables && label + 1 < _classes; label += 2)
            {
                fixed (int* shared = counts.Row(first, label, from), next = counts.Row(first, label + 1, from), ones = _ones)
                    AddTwo(
                        Cells(shared, ones, first, from, label, powers, tables),
                        Cells(next, ones, first, from, label + 1, powers, tables + _classCounts[label] + 2), end - from, sums, cells);
            }
            for (; label < _classes; label++)
            {
                fixed (int* shared = counts.Row(first, label, from), marginals = &_ones[(label * _neurons) + from])
                    Add(shared, marginals, end - from, _ones[(label * _neurons) + first], _classCounts[label], powers, sums, cells);
            }
            for (label = 0; label < _classes; label++)
            {
                var at = label * _neurons;
                AddRedundancy(_classCounts[label], _specific[at + first], _specific.AsSpan(at + from, end - from), redundancy.AsSpan(from));
            }
            Finish(first, from, end, samples, powers, row);
        }
    }

    /// <summary>Fills a class's tables of the first neuron.</summary>
    private ClassCells Cells(int* shared, int* ones, int first, int from, int label, double* powers, double* table)
    {
        var (at, all) = (label * _neurons, _classCounts[label]);
        var own = ones[at + first];
        var without = table + own + 1;
        Fill(table, powers, own);
        Fill(without, powers, all - own);
        return new ClassCells(shared, ones + at + from, table, without);
    }

    private static void Add(
        int* shared, int* marginals, int seconds, int ones, int all, double* powers, int* both, double* cells)
    {
        double* rest = powers + ones, zeros = powers + all - ones;
        for (var second = 0; second < seconds; second++)
        {
            nint count = shared[second], left = marginals[second] - count;
            both[second] += (int)count;
            cells[second] += powers[count] + rest[-count] + (powers[left] + zeros[-left]);
        }
    }

    private static void AddTwo(ClassCells one, ClassCells next, int seconds, int* both, double* cells)
    {
        for (var second = 0; second < seconds; second++)
        {
            nint count = one.Shared[second], left = one.Marginals[second] - count;
            nint countNext = next.Shared[second], leftNext = next.Marginals[second] - countNext;
            both[second] += (int)(count + countNext);
            cells[second] = cells[second] + (one.With[count] + one.Without[left]) + (next.With[countNext] + next.Without[leftNext]);
        }
    }

    /// <summary>Of every count and what is left of a sum.</summary>
    private static void Fill(double* table, double* powers, int sum)
    {
        for (var count = 0; count <= sum; count++)
            table[count] = powers[count] + powers[sum - count];
    }

    private static void AddRedundancy(double samples, double own, ReadOnlySpan<double> others, Span<double> sums)
    {
        for (var second = 0; second < others.Length; second++)
            sums[second] += samples * Math.Min(own, others[second]);
    }

    private void Finish(int first, int from, int end, int samples, double* powers, PairRow row)
    {
        var (ones, own) = (_totals[first], _estimator.Information(first));
        for (var second = from; second < end; second++)
        {
            var (both, other) = (row.Both[second], _totals[second]);
            var cells = powers[both] + powers[ones - both] + (powers[other - both] + powers[samples - ones - other + both]);
            var (pair, joint) = _estimator.Of(first, second, (cells, row.Joint[second]));
            var of = _estimator.Information(second);
            var redundancy = row.Redundancy[second] / samples;
            (row.Pair[second], row.Joint[second], row.Interaction[second]) = (pair, joint, joint - own - of);
            (row.Redundancy[second], row.Synergy[second]) = (redundancy, joint - own - of + redundancy);
        }
    }

    /// <summary>A class of the first neuron with the others.</summary>
    /// <param name="shared">By the place of the other: samples with both bits.</param>
    /// <param name="marginals">By the place of the other: samples with its bit.</param>
    /// <param name="with">By count: the cells with the first neuron's bit.</param>
    /// <param name="without">By count: those without.</param>
    private readonly struct ClassCells(int* shared, int* marginals, double* with, double* without)
    {
        public readonly int* Shared = shared, Marginals = marginals;
        public readonly double* With = with, Without = without;
    }
}
