using Engine.Ablation.Selecting;
using Engine.Pairs;
using Testing.Analysis;

namespace Engine.Tests.Ablation.Selecting;

public sealed class CountedInformationTests
{
    /// <summary>The fraction has 32 bits at these numbers of samples.</summary>
    private const double Unit = 1L << 32;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 2)]
    [InlineData(333, 7)]
    public void It_is_the_plug_in_information_sample_by_sample(int samples, int classes)
    {
        var symbols = PairSymbols.Drawn([2, 3, 1, 5, 2, 9], samples, classes, samples);
        var plain = new PlainSelection(symbols.Codes, symbols.Labels);
        var information = new CountedInformation(symbols.Planes, symbols.Histograms());
        for (var first = 0; first < 6; first++)
        {
            Assert.Equal(plain.OfClass(first), information.Relevance(first) / Unit / samples, 9);
            for (var second = 0; second < 6; second++)
            {
                var (pair, joint) = Of(information, symbols, first, second);
                Assert.Equal(plain.Pair(first, second), pair / Unit / samples, 9);
                Assert.Equal(plain.Joint(first, second), joint / Unit / samples, 9);
                Assert.Equal((pair, joint), Of(information, symbols, second, first));
            }
        }
    }

    /// <summary>A neuron, its opposite and its copy have the same counts in another order.</summary>
    [Fact]
    public void Opposites_and_copies_are_equal_to_the_last_bit()
    {
        var drawn = PairSymbols.Drawn([2, 4, 3], 501, 5, 3);
        byte[] one = [.. drawn.Codes.Of(0)], opposite = [.. one.Select(symbol => (byte)(1 - symbol))];
        byte[] other = [.. drawn.Codes.Of(1)], third = [.. drawn.Codes.Of(2)];
        var symbols = new PairSymbols(new([one, other, third, opposite, one], [2, 4, 3, 2, 2]), drawn.Labels, 5);
        var information = new CountedInformation(symbols.Planes, symbols.Histograms());
        Assert.Equal(information.Relevance(0), information.Relevance(3));
        foreach (var with in new[] { 1, 2 })
        {
            Assert.Equal(Of(information, symbols, 0, with), Of(information, symbols, 3, with));
            Assert.Equal(Of(information, symbols, 0, with), Of(information, symbols, with, 4));
        }
    }

    /// <summary>Two million samples of two symbols and two classes: the sums stay within 64 bits.</summary>
    [Fact]
    public void Many_samples_do_not_overflow()
    {
        const int samples = 2_000_000;
        byte[] labels = [.. Enumerable.Range(0, samples).Select(sample => (byte)(sample % 2))];
        var symbols = new PairSymbols(new([labels, labels], [2, 2]), labels, 2);
        var information = new CountedInformation(symbols.Planes, symbols.Histograms());
        var (pair, joint) = Of(information, symbols, 0, 1);
        // One bit each.
        Assert.Equal(1.0, pair / (double)information.Relevance(0), 12);
        Assert.Equal(pair, joint);
        Assert.Equal(Unit * samples, (double)pair, 1.0);
    }

    private static (long Pair, long Joint) Of(CountedInformation information, PairSymbols symbols, int first, int second)
    {
        var all = new PlaneBlock(0, symbols.Planes.Rounded, 0, symbols.Planes.Rounded);
        var room = new int[information.Room];
        room.AsSpan().Fill(-7);
        return information.Of(first, second, new PairCounts(all, symbols.Classes, symbols.CountAll(symbols.Reference)), room);
    }
}
