namespace Engine.Pairs;

/// <summary>Average linkage (UPGMA): the two clusters whose members lie nearest in the mean are joined, again and again. Found by chains of
/// nearest neighbours, in O(n^2) time (Müllner, arXiv:1109.2378).</summary>
public static class AverageLinkage
{
    /// <param name="distances"><c>[count, count]</c>: symmetric, finite, at least 0; the diagonal is not looked at.</param>
    /// <returns>The <c>count - 1</c> joins, from the least height up.</returns>
    public static IReadOnlyList<ClusterJoin> Joins(int count, ReadOnlySpan<double> distances)
    {
        Require(count, distances);
        return [.. new Clusters(count, distances.ToArray()).Join().OrderBy(join => join.Height)];
    }

    /// <summary>The items in an order in which each cluster stands together. Of two clusters that are joined the one with the lower item
    /// comes first, and each is turned so that the ends that meet are the nearest.</summary>
    /// <param name="distances">As of <see cref="Joins"/>.</param>
    public static int[] Order(int count, ReadOnlySpan<double> distances)
    {
        var clusters = Enumerable.Range(0, count).Select(item => new List<int> { item }).ToArray();
        foreach (var join in Joins(count, distances))
        {
            var (low, high) = (clusters[join.First], clusters[join.Second]);
            Turn(low, high, count, distances);
            low.AddRange(high);
            foreach (var item in high)
                clusters[item] = low;
        }
        return count == 0 ? [] : [.. clusters[0]];
    }

    private static void Turn(List<int> low, List<int> high, int count, ReadOnlySpan<double> distances)
    {
        double straight = distances[(low[^1] * count) + high[0]], turnedHigh = distances[(low[^1] * count) + high[^1]];
        double turnedLow = distances[(low[0] * count) + high[0]], both = distances[(low[0] * count) + high[^1]];
        var least = Math.Min(Math.Min(straight, turnedHigh), Math.Min(turnedLow, both));
        if (straight > least && turnedHigh > least)
            low.Reverse();
        if (straight > least && (turnedHigh == least || turnedLow > least))
            high.Reverse();
    }

    private static void Require(int count, ReadOnlySpan<double> distances)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (distances.Length != count * count)
            throw new ArgumentException($"{distances.Length} distances of {count} items: {count} by {count} are needed", nameof(distances));
        foreach (var distance in distances)
            if (!double.IsFinite(distance) || distance < 0)
                throw new ArgumentException($"a distance is {distance}: it must be finite and at least 0", nameof(distances));
    }

    /// <summary>The clusters that are left, each at the place of one of its items.</summary>
    /// <param name="distances"><c>[count, count]</c>, of the clusters; overwritten.</param>
    private sealed class Clusters(int count, double[] distances)
    {
        private readonly List<int> _left = [.. Enumerable.Range(0, count)];
        private readonly int[] _sizes = [.. Enumerable.Repeat(1, count)];

        public IEnumerable<ClusterJoin> Join()
        {
            var chain = new Stack<int>();
            while (_left.Count > 1)
            {
                if (chain.Count == 0)
                    chain.Push(_left[0]);
                var last = chain.Pop();
                int? before = chain.Count > 0 ? chain.Peek() : null;
                var nearest = Nearest(last, before);
                if (nearest == before)
                {
                    chain.Pop();
                    yield return new ClusterJoin(Math.Min(last, nearest), Math.Max(last, nearest), distances[(last * count) + nearest]);
                    Merge(Math.Max(last, nearest), Math.Min(last, nearest));
                }
                else
                {
                    chain.Push(last);
                    chain.Push(nearest);
                }
            }
        }

        /// <summary>Of equals the one before in the chain, so that chains end.</summary>
        private int Nearest(int cluster, int? before)
        {
            var (nearest, least) = before is { } known ? (known, distances[(cluster * count) + known]) : (-1, double.PositiveInfinity);
            foreach (var other in _left)
            {
                if (other != cluster && distances[(cluster * count) + other] < least)
                    (nearest, least) = (other, distances[(cluster * count) + other]);
            }
            return nearest;
        }

        private void Merge(int from, int into)
        {
            _left.Remove(from);
            double one = _sizes[from], other = _sizes[into];
            foreach (var cluster in _left.Where(cluster => cluster != into))
            {
                var mean = ((one * distances[(from * count) + cluster]) + (other * distances[(into * count) + cluster])) / (one + other);
                distances[(into * count) + cluster] = distances[(cluster * count) + into] = mean;
            }
            _sizes[into] += _sizes[from];
        }
    }
}

/// <summary>Two clusters that become one.</summary>
/// <param name="First">The first item of the one.</param>
/// <param name="Second">The first item of the other, later.</param>
/// <param name="Height">The mean distance of their members.</param>
public readonly record struct ClusterJoin(int First, int Second, double Height);
