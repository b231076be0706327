using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class RandomOrdersTests
{
    private static readonly AblationScope Layer = new(1);

    [Fact]
    public void Each_is_a_permutation_of_the_scope()
    {
        for (var repetition = 0; repetition < 20; repetition++)
            Assert.Equal(Enumerable.Range(0, 100), RandomOrders.Order(5, Layer, repetition, 100).Order());
    }

    [Fact]
    public void Seed_scope_and_repetition_matter_and_nothing_else()
    {
        var order = RandomOrders.Order(5, Layer, 3, 40);
        Assert.Equal(order, RandomOrders.Order(5, Layer, 3, 40));
        Assert.NotEqual(order, RandomOrders.Order(6, Layer, 3, 40));
        Assert.NotEqual(order, RandomOrders.Order(5, Layer, 4, 40));
        Assert.NotEqual(order, RandomOrders.Order(5, AblationScope.Network, 3, 40));
    }

    [Fact]
    public void A_neuron_comes_first_as_often_as_another()
    {
        // 2,000 orders of 4 neurons: 500 firsts each, standard deviation sqrt(2000 * 3/16) = 19.4.
        var firsts = Enumerable.Range(0, 2000).GroupBy(repetition => RandomOrders.Order(1, Layer, repetition, 4)[0]);
        Assert.All(firsts, first => Assert.InRange(first.Count(), 500 - 70, 500 + 70));
    }
}
