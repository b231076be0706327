using Engine.Pairs;

namespace Engine.Ablation.Selecting;

/// <summary>
/// Greedy forward selection, as Brown et al., JMLR 13 (2012), compare the criteria: the neuron of most I(T;Y) first, then step by step that
/// with most of the criterion. Of equal neurons the first is chosen. Inactive neurons come last, in their order, whatever the
/// criterion: they say nothing, and nothing is lost with them. Each step looks at the pairs with the neuron chosen last alone, so that
/// every pair is counted at most once.
/// </summary>
public sealed class GreedySelection(
    BitPlanes planes, IPairCounts counter, CountedInformation information, SelectionCriterion criterion, ParallelOptions parallel)
{
    /// <summary>Planes whose pairs with the neuron chosen last are counted at once.</summary>
    private const int Chunk = 16 * BitPlanes.Together;

    private readonly SelectionCriterion _criterion = criterion != SelectionCriterion.GreedyAccuracy
        ? criterion
        : throw new ArgumentException("neurons are removed by accuracy, not chosen by information", nameof(criterion));

    /// <param name="neurons">Those to choose from, by layer and place.</param>
    /// <param name="inactive"><c>[neurons]</c>: whether the neuron's output is 0 on all samples.</param>
    /// <returns>All of them, the first chosen first.</returns>
    public int[] Order(IReadOnlyList<int> neurons, IReadOnlyList<bool> inactive)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(inactive);
        var left = neurons.Where((_, at) => !inactive[at]).Select(neuron => new Candidate(neuron)).ToArray();
        var (order, count) = (new List<int>(neurons.Count), left.Length);
        while (count > 0)
        {
            var best = Best(left.AsSpan(0, count), order.Count);
            var chosen = left[best].Neuron;
            order.Add(chosen);
            // The others keep their order, by which ties are broken.
            left.AsSpan(best + 1, --count - best).CopyTo(left.AsSpan(best));
            Update(left, count, chosen);
        }
        return [.. order, .. neurons.Where((_, at) => inactive[at])];
    }

    private int Best(ReadOnlySpan<Candidate> left, int chosen)
    {
        var (best, most) = (0, Value(left[0], chosen));
        for (var at = 1; at < left.Length; at++)
        {
            var value = Value(left[at], chosen);
            if (value > most)
                (best, most) = (at, value);
        }
        return best;
    }

    private Int128 Value(in Candidate candidate, int chosen) => (chosen, _criterion) switch
    {
        (0, _) => information.Relevance(candidate.Neuron),
        // Times the number of those chosen, so that it is a whole number.
        (_, SelectionCriterion.Mrmr) => ((Int128)information.Relevance(candidate.Neuron) * chosen) - candidate.Sum,
        (_, SelectionCriterion.Jmi) => candidate.Sum,
        _ => candidate.Least,
    };

    private void Update(Candidate[] left, int count, int chosen)
    {
        Parallel.ForEach(Chunks(left, count), parallel, () => new Work(information.Room), (chunk, _, work) =>
        {
            var own = left.AsSpan(chunk.From, chunk.End - chunk.From);
            var block = PlaneBlock.Around(
                planes.FirstOf(chosen), planes.FirstOf(chosen + 1), planes.FirstOf(own[0].Neuron), planes.FirstOf(own[^1].Neuron + 1));
            var room = work.Counts(block.Rows * planes.Classes * block.Columns);
            counter.Count(block, room);
            var counts = new PairCounts(block, planes.Classes, room);
            foreach (ref var candidate in own)
            {
                var (pair, joint) = information.Of(chosen, candidate.Neuron, counts, work.Cells);
                candidate.Sum += _criterion == SelectionCriterion.Mrmr ? pair : joint;
                candidate.Least = Math.Min(candidate.Least, joint - information.Relevance(chosen));
            }
            return work;
        }, _ => { });
    }

    /// <summary>Candidates whose planes lie near each other.</summary>
    private IEnumerable<(int From, int End)> Chunks(Candidate[] left, int count)
    {
        for (int from = 0, end; from < count; from = end)
        {
            end = from + 1;
            while (end < count && planes.FirstOf(left[end].Neuron + 1) - planes.FirstOf(left[from].Neuron) <= Chunk)
                end++;
            yield return (from, end);
        }
    }

    /// <summary>The memory of one thread.</summary>
    private sealed class Work(int cells)
    {
        private int[] _counts = [];

        public int[] Cells { get; } = new int[cells];

        public Span<int> Counts(int length)
        {
            if (_counts.Length < length)
                _counts = new int[length];
            return _counts.AsSpan(0, length);
        }
    }

    /// <summary>A neuron that is not chosen yet, with what it is judged by.</summary>
    private record struct Candidate(int Neuron)
    {
        /// <summary>Over those chosen, of I(T;S) or I(T,S;Y).</summary>
        public Int128 Sum;

        /// <summary>Over those chosen, the least I(T;Y|S).</summary>
        public long Least = long.MaxValue;
    }
}
