using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Measures all pairs of a set of neurons and keeps those that were asked for.</summary>
/// <param name="neurons">By layer and place.</param>
/// <param name="across">Whether pairs of neurons in different layers count too.</param>
public sealed class PairFinder(
    PairEstimator estimator, IReadOnlyList<NeuronId> neurons, bool across, PairOptions options, ParallelOptions parallel)
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
        Parallel.For(0, neurons.Count, parallel, () => new RowWork(estimator.MostCounts, options.Top), (first, _, work) =>
        {
            for (var second = first + 1; second < _ends[first]; second++)
            {
                var (found, at) = (estimator.Of(first, second, work.Room), Place(first, second));
                p[at] = found.PValue;
                if (options.Whole)
                    all[at] = found;
                else
                    work.Best.Offer(first, second, found);
            }
            return work;
        }, work =>
        {
            lock (best)
                best.Take(work.Best);
        });
        var q = BenjaminiHochberg.QValues(p);
        var kept = options.Whole ? All() : best.Pairs();
        var room = new int[estimator.MostCounts];
        return
        [
            .. kept.Select(pair => new NeuronPair(
                neurons[pair.First], neurons[pair.Second],
                options.Whole ? all[Place(pair.First, pair.Second)] : estimator.Of(pair.First, pair.Second, room),
                q[Place(pair.First, pair.Second)])),
        ];

        long Place(int first, int second) => starts[first] + second - first - 1;
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

    private sealed record RowWork(int[] Room, BestPairs Best)
    {
        public RowWork(int counts, int top) : this(new int[counts], new BestPairs(top)) { }
    }
}

/// <summary>Two neurons and their information.</summary>
/// <param name="QValue">Benjamini-Hochberg over all pairs that were measured, from the p of I(T_i;T_j).</param>
public sealed record NeuronPair(NeuronId First, NeuronId Second, PairInformation Information, double QValue);

/// <summary>The pairs with the most of each quantity; of equal ones those that come first.</summary>
internal sealed class BestPairs(int top)
{
    private static readonly PairQuantity[] Quantities = Enum.GetValues<PairQuantity>();

    private readonly PriorityQueue<(int First, int Second), Rank>[] _queues =
        [.. Quantities.Select(_ => new PriorityQueue<(int First, int Second), Rank>())];

    public void Offer(int first, int second, in PairInformation found)
    {
        for (var at = 0; at < Quantities.Length; at++)
            Offer(at, first, second, Of(Quantities[at], found));
    }

    public void Take(BestPairs other)
    {
        for (var at = 0; at < Quantities.Length; at++)
            foreach (var ((first, second), rank) in other._queues[at].UnorderedItems)
                Offer(at, first, second, rank.Value);
    }

    public IEnumerable<(int First, int Second)> Pairs() =>
        _queues.SelectMany(queue => queue.UnorderedItems).Select(item => item.Element).Distinct().Order();

    private void Offer(int at, int first, int second, double value)
    {
        var (queue, rank) = (_queues[at], new Rank(value, first, second));
        if (queue.Count < top)
            queue.Enqueue((first, second), rank);
        else if (queue.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
            queue.DequeueEnqueue((first, second), rank);
    }

    private static double Of(PairQuantity quantity, in PairInformation found) => quantity switch
    {
        PairQuantity.Pair => found.Pair,
        PairQuantity.Joint => found.Joint,
        PairQuantity.HighestInteraction => found.Interaction,
        PairQuantity.LowestInteraction => -found.Interaction,
        PairQuantity.Redundancy => found.Redundancy,
        _ => found.Synergy,
    };

    private readonly record struct Rank(double Value, int First, int Second) : IComparable<Rank>
    {
        public int CompareTo(Rank other)
        {
            var value = Value.CompareTo(other.Value);
            var first = value != 0 ? value : other.First.CompareTo(First);
            return first != 0 ? first : other.Second.CompareTo(Second);
        }
    }
}
