using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Measures;
using Engine.Pairs;
using Testing.Analysis;

namespace Engine.Tests.Pairs;

public class PairFinderTests
{
    private static readonly PairSymbols Drawn = PairSymbols.Drawn([.. Enumerable.Repeat(2, 12)], 500, 4, 9);

    // Seven neurons in the first layer, five in the second.
    private static readonly NeuronId[] Neurons =
        [.. Enumerable.Range(0, 12).Select(i => i < 7 ? new NeuronId(1, i) : new NeuronId(2, i - 7))];

    [Fact]
    public void Every_pair_of_a_layer_or_of_the_network_is_found_in_order()
    {
        var layers = Find(across: false, new PairOptions { Whole = true });
        Assert.Equal(21 + 10, layers.Length);
        Assert.All(layers, pair => Assert.Equal(pair.First.Layer, pair.Second.Layer));
        var network = Find(across: true, new PairOptions { Whole = true });
        Assert.Equal(66, network.Length);
        Assert.Equal(Ordered(network), network);
        // Of the same pair the same, but for q, which is over other pairs.
        Assert.Equal(
            layers.Select(pair => pair.Information),
            network.Where(pair => pair.First.Layer == pair.Second.Layer).Select(pair => pair.Information));
        Assert.Equal(BenjaminiHochberg.QValues([.. network.Select(pair => pair.Information.PValue)]), network.Select(pair => pair.QValue));
    }

    [Fact]
    public void The_best_by_each_quantity_are_kept()
    {
        const int top = 3;
        var all = Find(across: true, new PairOptions { Whole = true });
        Func<PairInformation, double>[] quantities =
            [one => one.Pair, one => one.Joint, one => one.Interaction, one => -one.Interaction, one => one.Redundancy, one => one.Synergy];
        var best = quantities.SelectMany(by => all.OrderByDescending(pair => by(pair.Information)).Take(top));
        Assert.Equal(Ordered(best.Distinct()), Find(across: true, new PairOptions { Top = top }));
        // More than there are is all of them.
        Assert.Equal(all, Find(across: true, new PairOptions { Top = 1000 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Threads_change_nothing(int threads)
    {
        Assert.Equal(Find(true, new PairOptions { Top = 4 }), Find(true, new PairOptions { Top = 4 }, threads));
        Assert.Equal(Find(false, new PairOptions { Whole = true }), Find(false, new PairOptions { Whole = true }, threads));
    }

    [Fact]
    public void One_neuron_has_no_pair() => Assert.Empty(Find(Drawn, Neurons[..1], true, new PairOptions(), 1, 1));

    /// <summary>Blocks that cut the neurons anywhere.</summary>
    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 1000)]
    [InlineData(64, 1 << 20)]
    public void How_much_is_counted_at_once_changes_nothing(int firstPlanes, int mostCounts)
    {
        var symbols = PairSymbols.Drawn([2, 3, 5, 2, 9, 2, 4, 1, 2, 2, 16, 2], 500, 4, 9);
        foreach (var across in new[] { true, false })
            foreach (var options in new[] { new PairOptions { Whole = true }, new PairOptions { Top = 2 } })
                Assert.Equal(
                    Find(symbols, Neurons, across, options, 8, 1 << 24), Find(symbols, Neurons, across, options, firstPlanes, mostCounts));
    }

    private static IEnumerable<NeuronPair> Ordered(IEnumerable<NeuronPair> pairs) => pairs
        .OrderBy(pair => pair.First.Layer).ThenBy(pair => pair.First.Neuron).ThenBy(pair => pair.Second.Layer)
        .ThenBy(pair => pair.Second.Neuron);

    private static ImmutableArray<NeuronPair> Find(bool across, PairOptions options, int threads = 3) =>
        Find(Drawn, Neurons, across, options, 8, 1, threads);

    private static ImmutableArray<NeuronPair> Find(
        PairSymbols symbols, NeuronId[] neurons, bool across, PairOptions options, int firstPlanes, int mostCounts, int threads = 3) =>
        new PairFinder(
            symbols.Planes, new Sized(symbols.Reference, firstPlanes, mostCounts), symbols.Estimator(), neurons, across, options,
            new ParallelOptions { MaxDegreeOfParallelism = threads }).Find();

    private sealed class Sized(IPairCounts counts, int firstPlanes, int mostCounts) : IPairCounts
    {
        public int FirstPlanes => firstPlanes;

        public int MostCounts => mostCounts;

        public void Count(PlaneBlock block, Span<int> found) => counts.Count(block, found);

        public void Dispose() => counts.Dispose();
    }
}
