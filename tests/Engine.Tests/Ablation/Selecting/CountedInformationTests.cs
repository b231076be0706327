using Engine.Ablation.Selecting;
using Engine.Pairs;
using Engine.Tests.Pairs;
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
        var symbols = Symbols.Drawn([2, 3, 1, 5, 2, 9], samples, classes, samples);
        var plain = new PlainSelection(symbols.Codes, symbols.Labels);
        foreach (var counts in new[] { symbols.Packed, new ReferencePairs(symbols.Codes, symbols.Labels, classes) })
        {
            var information = new CountedInformation(counts, symbols.Histograms());
            var room = new int[information.Room];
            for (var first = 0; first < 6; first++)
            {
                Assert.Equal(plain.OfClass(first), information.Relevance(first) / Unit / samples, 9);
                for (var second = 0; second < 6; second++)
                {
                    room.AsSpan().Fill(-7);
                    var (pair, joint) = information.Of(first, second, room);
                    Assert.Equal(plain.Pair(first, second), pair / Unit / samples, 9);
                    Assert.Equal(plain.Joint(first, second), joint / Unit / samples, 9);
                    Assert.Equal((pair, joint), information.Of(second, first, room));
                }
            }
        }
    }

    /// <summary>A neuron, its opposite and its copy have the same counts in another order.</summary>
    [Fact]
    public void Opposites_and_copies_are_equal_to_the_last_bit()
    {
        var drawn = Symbols.Drawn([2, 4, 3], 501, 5, 3);
        byte[] one = [.. drawn.Codes.Of(0)], opposite = [.. one.Select(symbol => (byte)(1 - symbol))];
        byte[] other = [.. drawn.Codes.Of(1)], third = [.. drawn.Codes.Of(2)];
        var symbols = drawn with { Codes = new([one, other, third, opposite, one], [2, 4, 3, 2, 2]) };
        var information = new CountedInformation(symbols.Packed, symbols.Histograms());
        var room = new int[information.Room];
        Assert.Equal(information.Relevance(0), information.Relevance(3));
        foreach (var with in new[] { 1, 2 })
        {
            Assert.Equal(information.Of(0, with, room), information.Of(3, with, room));
            Assert.Equal(information.Of(0, with, room), information.Of(with, 4, room));
        }
    }

    /// <summary>Two million samples of two symbols and two classes, from counts alone: the sums stay within 64 bits.</summary>
    [Fact]
    public void Many_samples_do_not_overflow()
    {
        const int quarter = 500_000;
        var neuron = new Engine.Measures.JointHistogram(2, 2, [quarter * 2, 0, 0, quarter * 2]);
        var information = new CountedInformation(new Same(quarter * 2), [neuron, neuron]);
        var (pair, joint) = information.Of(0, 1, new int[information.Room]);
        // One bit each, of 4 * quarter samples.
        Assert.Equal(1.0, pair / (double)information.Relevance(0), 12);
        Assert.Equal(pair, joint);
        Assert.Equal(Unit * 4 * quarter, (double)pair, 1.0);
    }

    /// <summary>Copies whose symbol is the class.</summary>
    private sealed class Same(int count) : IPairCounts
    {
        public void Count(int first, int second, Span<int> counts) => (counts[0], counts[1]) = (0, count);
    }
}
