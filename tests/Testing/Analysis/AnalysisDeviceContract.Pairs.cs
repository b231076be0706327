using Engine.Analysis;
using Engine.Networks;
using Engine.Pairs;

namespace Testing.Analysis;

/// <summary>Counts of pairs equal those of a loop over the samples.</summary>
public abstract partial class AnalysisDeviceContract
{
    [Theory]
    [InlineData(1, 2, 1, 1)]
    [InlineData(5, 2, 63, 2)]
    [InlineData(8, 2, 64, 1)]
    [InlineData(9, 2, 65, 3)]
    [InlineData(17, 2, 1000, 10)]
    // More words of a class than a sum of bytes holds.
    [InlineData(11, 2, 4500, 2)]
    [InlineData(10, 3, 300, 40)]
    [InlineData(4, 16, 500, 7)]
    public void Counts_of_pairs_of_every_size(int neurons, int bins, int samples, int classes)
    {
        var symbols = PairSymbols.Drawn([.. Enumerable.Repeat(bins, neurons)], samples, classes, samples + neurons);
        using var session = OpenAny();
        using var counter = session.CountPairs(symbols.Planes);
        Assert.Equal(symbols.CountAll(symbols.Reference), symbols.CountAll(counter));
        Assert.Equal(0, counter.FirstPlanes % BitPlanes.Together);
    }

    [Fact]
    public void Counts_of_pairs_of_constant_neurons_and_of_classes_without_samples()
    {
        var drawn = PairSymbols.Drawn([1, 2, 5, 1, 2, 3, 2, 1, 4, 2], 200, 4, 3);
        var symbols = new PairSymbols(drawn.Codes, [.. drawn.Labels.Select(label => (byte)((3 * label) + 1))], 13);
        using var session = OpenAny();
        using var counter = session.CountPairs(symbols.Planes);
        Assert.Equal(symbols.CountAll(symbols.Reference), symbols.CountAll(counter));
    }

    [Fact]
    public void Counts_of_pairs_of_a_block_from_several_threads()
    {
        var symbols = PairSymbols.Drawn([.. Enumerable.Repeat(2, 30)], 400, 5, 1);
        using var session = OpenAny();
        using var counter = session.CountPairs(symbols.Planes);
        PlaneBlock[] blocks = [new(0, 8, 0, 32), new(8, 16, 16, 32), new(24, 32, 24, 32), new(0, 24, 8, 16)];
        Assert.All(
            Enumerable.Range(0, 40).AsParallel().WithDegreeOfParallelism(ManyThreads).Select(i => blocks[i % blocks.Length])
                .Select(block => (Found: symbols.Count(counter, block), Expected: symbols.Count(symbols.Reference, block))).ToList(),
            counts => Assert.Equal(counts.Expected, counts.Found));
    }

    [Fact]
    public void Counts_of_pairs_with_little_memory()
    {
        var symbols = PairSymbols.Drawn([.. Enumerable.Repeat(2, 40)], 100, 3, 2);
        using var session = OpenAny(Scarce);
        using var counter = session.CountPairs(symbols.Planes);
        Assert.Equal(symbols.CountAll(symbols.Reference), symbols.CountAll(counter));
    }

    private IAnalysisSession OpenAny(AnalysisResources? resources = null) =>
        Device.Open(RandomNetworks.Create(new NetworkShape(3, [2], 2, Activation.Relu, false), 1), resources ?? Ample);
}
