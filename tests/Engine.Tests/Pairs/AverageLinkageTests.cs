using System.Diagnostics;
using Engine.Pairs;

namespace Engine.Tests.Pairs;

public class AverageLinkageTests
{
    [Fact]
    public void Of_four_points_on_a_line_the_heights_are_means()
    {
        // At 0, 1, 4 and 6: 0 and 1 join at 1, 4 and 6 at 2, and both at (4 + 6 + 3 + 5) / 4.
        ClusterJoin[] expected = [new(0, 1, 1), new(2, 3, 2), new(0, 2, 4.5)];
        Assert.Equal(expected, AverageLinkage.Joins(4, OnALine(0, 1, 4, 6)));
    }

    [Fact]
    public void Clusters_stand_together_and_near_ends_meet()
    {
        // 10 and 11 are a cluster, 3 and 0 another; nearest to 10 is 3.
        Assert.Equal([1, 0, 2, 3], AverageLinkage.Order(4, OnALine(10, 11, 3, 0)));
        Assert.Equal([1, 0, 2, 3], AverageLinkage.Order(4, OnALine(10, 11, 0, 3)).Select(item => item < 2 ? item : 5 - item));
        Assert.Equal([0, 1, 2, 3], AverageLinkage.Order(4, OnALine(11, 10, 3, 0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void Each_item_stands_once_however_many_are_tied(int count)
    {
        Assert.Equal(Enumerable.Range(0, count), AverageLinkage.Order(count, new double[count * count]).Order());
        Assert.Equal(Enumerable.Range(0, count), AverageLinkage.Order(count, Drawn(count, 1)).Order());
    }

    [Fact]
    public void Two_thousand_items_take_seconds_at_most()
    {
        var distances = Drawn(2000, 2);
        var clock = Stopwatch.StartNew();
        Assert.Equal(2000, AverageLinkage.Order(2000, distances).Length);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void What_is_no_distance_is_refused()
    {
        Assert.Contains("3 distances of 2 items", Assert.Throws<ArgumentException>(() => AverageLinkage.Order(2, new double[3])).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => AverageLinkage.Order(1, [double.NaN])).Message);
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => AverageLinkage.Order(1, [-1])).Message);
    }

    [Fact]
    public void Scipy_joins_at_the_same_heights()
    {
        var python = PythonWitness.Require("numpy", "scipy.cluster.hierarchy");
        const int count = 60;
        var distances = Drawn(count, 3);
        var answer = PythonScript.Ask(python, "linkage.py", new { distances = distances.Chunk(count) });
        var heights = answer.GetProperty("heights").EnumerateArray().Select(height => height.GetDouble()).ToArray();
        var joins = AverageLinkage.Joins(count, distances);
        Assert.Equal(count - 1, joins.Count);
        Assert.All(joins.Index(), join => Assert.Equal(heights[join.Index], join.Item.Height, 1e-12));
        // The height at which any two items come together, which says the whole tree.
        var together = answer.GetProperty("together").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(height => height.GetDouble()).ToArray()).ToArray();
        var clusters = Enumerable.Range(0, count).Select(item => new List<int> { item }).ToArray();
        foreach (var join in joins)
        {
            var (one, other) = (clusters[join.First], clusters[join.Second]);
            Assert.All(one, a => Assert.All(other, b => Assert.Equal(together[a][b], join.Height, 1e-12)));
            one.AddRange(other);
            foreach (var item in other)
                clusters[item] = one;
        }
    }

    private static double[] OnALine(params int[] places) => [.. places.SelectMany(a => places.Select(b => (double)Math.Abs(a - b)))];

    /// <summary>Of points of five coordinates.</summary>
    private static double[] Drawn(int count, int seed)
    {
        var random = new Random(seed);
        double[][] points = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextDouble()).ToArray())];
        var distances = new double[count * count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++)
                distances[(a * count) + b] = distances[(b * count) + a] =
                    Math.Sqrt(points[a].Zip(points[b], (x, y) => (x - y) * (x - y)).Sum());
        return distances;
    }
}
