using Engine.Measures;
using Engine.Pairs;

namespace Engine.Tests.Pairs;

public class BitPlanesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 2)]
    [InlineData(64, 1)]
    [InlineData(65, 3)]
    [InlineData(130, 2)]
    [InlineData(1000, 10)]
    [InlineData(777, 40)]
    public void They_count_as_sample_by_sample(int samples, int classes)
    {
        var symbols = Symbols.Drawn([2, 1, 3, 2, 16, 2], samples, classes, samples);
        var (packed, plain) = (symbols.Packed, new ReferencePairs(symbols.Codes, symbols.Labels, classes));
        for (var first = 0; first < 6; first++)
            for (var second = 0; second < 6; second++)
            {
                var size = (symbols.Codes.Bins(first) - 1) * (symbols.Codes.Bins(second) - 1) * classes;
                int[] found = [.. Enumerable.Repeat(-1, size)], expected = [.. Enumerable.Repeat(-2, size)];
                packed.Count(first, second, found);
                plain.Count(first, second, expected);
                Assert.Equal(expected, found);
            }
    }

    [Fact]
    public void A_class_that_no_sample_has_counts_nothing()
    {
        var symbols = new Symbols(new NeuronCodes([[1, 0, 1], [1, 1, 0]], [2, 2]), [0, 3, 3], 5);
        var counts = new int[5];
        symbols.Packed.Count(0, 1, counts);
        Assert.Equal([1, 0, 0, 0, 0], counts);
    }
}
