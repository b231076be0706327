using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Measures all pairs of a set of neurons and keeps those that were asked for.</summary>
/// <param name="neurons">By layer and place.</param>
/// <param name="across">Whether pairs of neurons in different layers count too.</param>
public sealed class PairFinder(
    BitPlanes planes, IPairCounts counter, PairEstimator estimator, IReadOnlyList<NeuronId> neurons, bool across, PairOptions options,
    ParallelOptions parallel)
{
    private readonly int[] _ends = [.. neurons.Select((_, first) => End(neurons, first, across))];

    /// <returns>By the place of the first neuron, then of the second. The q-values are over all pairs.</returns>
    /// <exception cref="UserErrorException">There are more pairs than can be held at once.</exception>
    public ImmutableArray<NeuronPair> Find()
    {
        var starts = Starts();
        if (starts[^1] > Array.MaxLength / 2)
            throw new UserErrorException($"pairs: {neurons.Count} neurons have {starts[^1]} pairs, more than can be held at once; "
                + "pairs.scopes: [layers] has fewer.");
        var p = new double[starts[^1]];
        var all = new PairInformation[options.Whole ? p.Length : 0];
        var best = new BestPairs(options.Top);
        Parallel.ForEach(Blocks(), parallel, () => new BlockWork(neurons.Count, estimator.MostCells, options.Top), (block, _, work) =>
        {
            Measure(block, starts, p, all, work);
            return work;
        }, work =>
        {
            lock (best)
                best.Take(work.Best);
        });
        var kept = options.Whole ? All().Select((pair, at) => (pair.First, pair.Second, Found: all[at])) : best.Pairs();
        var q = new BenjaminiHochberg(p);
        return [.. kept.Select(pair => new NeuronPair(neurons[pair.First], neurons[pair.Second], pair.Found, q.Of(pair.Found.PValue)))];
    }

    private void Measure(NeuronBlock block, long[] starts, double[] p, PairInformation[] all, BlockWork work)
    {
        var around = PlaneBlock.Around(
            planes.FirstOf(block.First), planes.FirstOf(block.FirstEnd), planes.FirstOf(block.Second), planes.FirstOf(block.SecondEnd));
        var room = work.Room(around.Rows * planes.Classes * around.Columns);
        counter.Count(around, room);
        var counts = new PairCounts(around, planes.Classes, room);
        for (var first = block.First; first < block.FirstEnd; first++)
        {
            var (from, end) = (Math.Max(first + 1, block.Second), Math.Min(_ends[first], block.SecondEnd));
            if (from >= end)
                continue;
            var at = starts[first] - first - 1;
            if (options.Whole)
            {
                for (var second = from; second < end; second++)
                    p[at + second] = (all[at + second] = estimator.Of(first, second, counts, work.Cells)).PValue;
                continue;
            }
            estimator.Scan(first, from, end, counts, work.Row, work.Cells);
            for (var second = from; second < end; second++)
            {
                p[at + second] = estimator.PValue(first, second, work.Row.Pair[second]);
                if (work.Best.IsAmong(second, work.Row))
                    work.Best.Offer(first, second, estimator.Of(first, second, counts, work.Cells));
            }
        }
    }

    /// <summary>Blocks of neurons that hold every pair once, each counted in one call.</summary>
    private IEnumerable<NeuronBlock> Blocks()
    {
        for (int first = 0, firstEnd; first < neurons.Count; first = firstEnd)
        {
            firstEnd = EndOf(first, counter.FirstPlanes);
            var rows = planes.FirstOf(firstEnd) - planes.FirstOf(first) + BitPlanes.Together;
            var columns = counter.MostCounts / ((long)planes.Classes * rows);
            var end = _ends[first..firstEnd].Max();
            for (int second = first, secondEnd; second < end; second = secondEnd)
            {
                secondEnd = Math.Min(end, EndOf(second, (int)Math.Min(columns, int.MaxValue)));
                yield return new NeuronBlock(first, firstEnd, second, secondEnd);
            }
        }
    }

    /// <summary>The neuron after those from one on that have so many planes; one at least.</summary>
    private int EndOf(int first, int most)
    {
        var end = first + 1;
        while (end < neurons.Count && planes.FirstOf(end + 1) - planes.FirstOf(first) <= most)
            end++;
        return end;
    }

    private IEnumerable<(int First, int Second)> All()
    {
        for (var first = 0; first < neurons.Count; first++)
            for (var second = first + 1; second < _ends[first]; second++)
                yield return (first, second);
    }

    /// <summary>How many pairs come before those of each neuron, and last how many there are.</summary>
    private long[] Starts()
    {
        var starts = new long[neurons.Count + 1];
        for (var first = 0; first < neurons.Count; first++)
            starts[first + 1] = starts[first] + _ends[first] - first - 1;
        return starts;
    }

    private static int End(IReadOnlyList<NeuronId> neurons, int first, bool across)
    {
        if (across)
            return neurons.Count;
        var end = first + 1;
        while (end < neurons.Count && neurons[end].Layer == neurons[first].Layer)
            end++;
        return end;
    }

    private readonly record struct NeuronBlock(int First, int FirstEnd, int Second, int SecondEnd);

    /// <summary>The memory of one thread.</summary>
    private sealed class BlockWork(int neurons, int cells, int top)
    {
        private int[] _counts = [];

        public BestPairs Best { get; } = new(top);

        public PairRow Row { get; } = new(neurons);

        public int[] Cells { get; } = new int[cells];

        public Span<int> Room(int counts)
        {
            if (_counts.Length < counts)
                _counts = new int[counts];
            return _counts.AsSpan(0, counts);
        }
    }
}

/// <summary>Two neurons and their information.</summary>
/// <param name="QValue">Benjamini-Hochberg over all pairs that were measured, from the p of I(T_i;T_j).</param>
public sealed record NeuronPair(NeuronId First, NeuronId Second, PairInformation Information, double QValue);
