namespace Engine.Pairs;

/// <summary>The pairs with the most of each quantity; of equal ones those that come first.</summary>
internal sealed class BestPairs(int top)
{
    private static readonly PairQuantity[] Quantities = Enum.GetValues<PairQuantity>();

    private readonly PriorityQueue<Candidate, Rank>[] _queues = [.. Quantities.Select(_ => new PriorityQueue<Candidate, Rank>())];
    private readonly double[] _least = [.. Quantities.Select(_ => double.NegativeInfinity)];

    /// <summary>Whether a pair may be among the best by a quantity; of equal ones the place decides, where they are offered.</summary>
    public bool IsAmong(int second, PairRow row) =>
        row.Pair[second] >= _least[(int)PairQuantity.Pair]
        || row.Joint[second] >= _least[(int)PairQuantity.Joint]
        || row.Interaction[second] >= _least[(int)PairQuantity.HighestInteraction]
        || -row.Interaction[second] >= _least[(int)PairQuantity.LowestInteraction]
        || row.Redundancy[second] >= _least[(int)PairQuantity.Redundancy]
        || row.Synergy[second] >= _least[(int)PairQuantity.Synergy];

    public void Offer(int first, int second, in PairInformation found)
    {
        foreach (var quantity in Quantities)
            Offer((int)quantity, new Candidate(first, second, found), new Rank(Of(quantity, found), first, second));
    }

    public void Take(BestPairs other)
    {
        for (var at = 0; at < Quantities.Length; at++)
            foreach (var (candidate, rank) in other._queues[at].UnorderedItems)
                Offer(at, candidate, rank);
    }

    /// <returns>By the place of the first neuron, then of the second.</returns>
    public IEnumerable<(int First, int Second, PairInformation Found)> Pairs() => _queues
        .SelectMany(queue => queue.UnorderedItems).Select(item => item.Element)
        .DistinctBy(pair => (pair.First, pair.Second)).OrderBy(pair => pair.First).ThenBy(pair => pair.Second)
        .Select(pair => (pair.First, pair.Second, pair.Found));

    private void Offer(int at, in Candidate pair, Rank rank)
    {
        var queue = _queues[at];
        if (queue.Count < top)
            queue.Enqueue(pair, rank);
        else if (queue.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
            queue.DequeueEnqueue(pair, rank);
        else
            return;
        if (queue.Count == top && queue.TryPeek(out _, out var now))
            _least[at] = now.Value;
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

    private sealed record Candidate(int First, int Second, PairInformation Found);

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
