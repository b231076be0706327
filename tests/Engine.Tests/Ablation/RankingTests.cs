using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class RankingTests
{
    [Fact]
    public void Lowest_first_and_its_exact_reverse()
    {
        var ranking = Ranking.Of([0.3, -1, 2, 0], new bool[4], 0);
        Assert.Equal([1, 3, 0, 2], ranking.Ascending);
        Assert.Equal([2, 0, 3, 1], ranking.Descending);
    }

    [Fact]
    public void Of_equals_the_inactive_come_first()
    {
        bool[] inactive = [false, true, false, true, false];
        for (var seed = 0UL; seed < 20; seed++)
        {
            var ranking = Ranking.Of([0, 0, 0, 0, -0.0], inactive, seed);
            Assert.Equal([1, 3], ranking.Ascending[..2].Order());
            Assert.Equal(ranking.Ascending.Reverse(), ranking.Descending);
        }
    }

    [Fact]
    public void An_inactive_neuron_of_higher_value_stays_behind() =>
        Assert.Equal([1, 0], Ranking.Of([1, 0], [true, false], 0).Ascending);

    [Fact]
    public void All_inactive_is_a_permutation()
    {
        var ranking = Ranking.Of(new double[50], [.. Enumerable.Repeat(true, 50)], 3);
        Assert.Equal(Enumerable.Range(0, 50), ranking.Ascending.Order());
    }

    [Fact]
    public void The_seed_decides_ties_and_nothing_else()
    {
        var values = new double[30];
        var inactive = new bool[30];
        Assert.Equal(Ranking.Of(values, inactive, 1).Ascending, Ranking.Of(values, inactive, 1).Ascending);
        Assert.NotEqual(Ranking.Of(values, inactive, 1).Ascending, Ranking.Of(values, inactive, 2).Ascending);
        Assert.NotEqual(Enumerable.Range(0, 30), Ranking.Of(values, inactive, 1).Ascending);
        var distinct = Enumerable.Range(0, 30).Select(i => (double)(i * 7 % 30)).ToArray();
        Assert.Equal(Ranking.Of(distinct, inactive, 1).Ascending, Ranking.Of(distinct, inactive, 2).Ascending);
    }

    [Fact]
    public void NaN_is_refused_by_name() =>
        Assert.Contains("neuron 1 of 2", Assert.Throws<ArgumentException>(() => Ranking.Of([0, double.NaN], new bool[2], 0)).Message);

    [Fact]
    public void Lengths_must_fit() => Assert.Throws<ArgumentException>(() => Ranking.Of([0, 1], new bool[3], 0));
}
