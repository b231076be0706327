namespace Engine.Ablation.Selecting;

/// <summary>
/// Greedy forward selection, as Brown et al., JMLR 13 (2012), compare the criteria: the neuron of most I(T;Y) first, then step by step that
/// with most of the criterion. Of equal neurons the first is chosen. Inactive neurons come last, in their order, whatever the
/// criterion: they say nothing, and nothing is lost with them. Each step looks at the pairs with the neuron chosen last alone, so that
/// every pair is counted at most once.
/// </summary>
public sealed class GreedySelection(CountedInformation information, SelectionCriterion criterion, ParallelOptions parallel)
{
    /// <summary>So many pairs of a step are one thread's at least.</summary>
    private const int Chunk = 64;

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
        var chunks = (count + Chunk - 1) / Chunk;
        Parallel.For(0, chunks, parallel, () => new int[information.Room], (chunk, _, room) =>
        {
            foreach (ref var candidate in left.AsSpan(chunk * Chunk, Math.Min(Chunk, count - (chunk * Chunk))))
            {
                var (pair, joint) = information.Of(candidate.Neuron, chosen, room);
                candidate.Sum += _criterion == SelectionCriterion.Mrmr ? pair : joint;
                candidate.Least = Math.Min(candidate.Least, joint - information.Relevance(chosen));
            }
            return room;
        }, _ => { });
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
