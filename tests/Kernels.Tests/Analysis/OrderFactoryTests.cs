using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;

namespace Kernels.Tests.Analysis;

public sealed class OrderFactoryTests
{
    private static readonly MeasureOptions Measures = new()
    {
        Splits = [Split.Validation, Split.Test],
        Quantizers = [QuantizerRule.OneBit, AnalyzedNetwork.Uniform],
        Permutations = 0,
    };

    private static readonly IReadOnlyList<ProfileSet> Sets = AnalyzedNetwork.Profile(AnalyzedNetwork.Create(), Measures);

    [Fact]
    public void One_ranking_for_each_measure_quantizer_and_split_both_ways_then_the_random_ones()
    {
        var orders = new OrderFactory(AnalyzedNetwork.Ablation, 7).For(new AblationScope(1), Sets);
        // Mutual information under two quantizers on two splits; the mean activation knows no quantizer.
        Assert.Equal((4 * 2) + (2 * 2) + 2, orders.Count);
        Assert.Equal(
            [("one-bit", Split.Validation), ("uniform-3", Split.Validation), ("one-bit", Split.Test), ("uniform-3", Split.Test)],
            orders.Where(Ascending("mutual-information")).Select(order => (order.Quantizer!.Value.Name, order.MeasureSplit!.Value)));
        Assert.Equal(
            [(null, Split.Validation), (null, Split.Test)],
            orders.Where(Ascending("mean-activation")).Select(order => (order.Quantizer?.Name, order.MeasureSplit!.Value)));
        Assert.Equal(
            [0, 1], orders.Where(order => order.Order.Direction == AblationDirection.Random).Select(order => order.Order.Repetition));
        Assert.All(orders.TakeLast(2), order => Assert.Equal((null, null), (order.Quantizer, order.MeasureSplit)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_ranking_ascends_in_its_measure_and_descends_in_exact_reverse(int layer)
    {
        var scope = new AblationScope(layer);
        var orders = new OrderFactory(AnalyzedNetwork.Ablation, 7).For(scope, Sets);
        var neurons = scope.Neurons(AnalyzedNetwork.Create().Shape).ToHashSet();
        Assert.All(orders, order => Assert.True(neurons.SetEquals(order.Order.Removed) && order.Order.Removed.Length == neurons.Count));
        for (var i = 0; i < orders.Count - 2; i += 2)
        {
            var (up, down) = (orders[i], orders[i + 1]);
            Assert.Equal(up.Order.Removed.Reverse(), down.Order.Removed);
            var measure = KnownMeasures.Find(up.Order.Name)!;
            var set = Sets.First(set => set.Split == up.MeasureSplit && (up.Quantizer is null || set.Quantizer == up.Quantizer));
            var values = up.Order.Removed.Select(id => set.Profiles.Single(profile => profile.Id == id)[measure]).ToArray();
            Assert.Equal(values.Order(), values);
        }
    }

    [Fact]
    public void Two_seeds_draw_different_random_orders()
    {
        Assert.Equal(RandomRemovals(7), RandomRemovals(7));
        Assert.NotEqual(RandomRemovals(7), RandomRemovals(8));
        Assert.NotEqual(RandomRemovals(7)[..14], RandomRemovals(7)[14..]);
    }

    [Fact]
    public void A_random_order_does_not_depend_on_how_many_are_asked_for()
    {
        var more = new OrderFactory(AnalyzedNetwork.Ablation with { Random = 9 }, 7).For(AblationScope.Network, Sets);
        Assert.Equal(RandomRemovals(7)[..14], more[^9].Order.Removed);
    }

    private static NeuronId[] RandomRemovals(ulong seed) =>
        [.. new OrderFactory(AnalyzedNetwork.Ablation, seed).For(AblationScope.Network, Sets).TakeLast(2)
            .SelectMany(order => order.Order.Removed)];

    private static Func<RankedOrder, bool> Ascending(string name) =>
        order => order.Order.Name == name && order.Order.Direction == AblationDirection.Ascending;
}
