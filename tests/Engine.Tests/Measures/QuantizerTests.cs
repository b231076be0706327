using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class QuantizerTests
{
    private static readonly QuantizerRule Rule = new(QuantizerKind.Uniform, 2);

    [Fact]
    public void The_symbol_is_the_number_of_edges_below()
    {
        var quantizer = new Quantizer(Rule, [-1, 0, 2]);
        float[] outputs = [float.NegativeInfinity, -1, -0.5f, -0f, 0, float.Epsilon, 2, float.BitIncrement(2), float.PositiveInfinity];
        Assert.Equal([0, 0, 1, 1, 1, 2, 2, 3, 3], outputs.Select(quantizer.BinOf));
    }

    [Fact]
    public void Agrees_with_counting_edges_one_by_one()
    {
        var random = new Random(1);
        for (var count = 0; count < 60; count++)
        {
            var edges = Enumerable.Range(0, count).Select(_ => random.Next(-50, 50) / 4f).Distinct().Order().ToArray();
            var quantizer = new Quantizer(Rule, edges);
            for (var output = -14f; output <= 14; output += 0.125f)
                Assert.Equal(edges.Count(edge => output > edge), quantizer.BinOf(output));
        }
    }

    [Fact]
    public void The_end_bins_are_open()
    {
        var quantizer = new Quantizer(Rule, [1, 2]);
        Assert.Equal([float.NegativeInfinity, 1, 2], Enumerable.Range(0, 3).Select(quantizer.LowerEdge));
        Assert.Equal([1, 2, float.PositiveInfinity], Enumerable.Range(0, 3).Select(quantizer.UpperEdge));
    }

    [Fact]
    public void No_edge_makes_one_bin()
    {
        var quantizer = new Quantizer(Rule, []);
        Assert.Equal((1, 0), (quantizer.Bins, quantizer.BinOf(17)));
        Assert.Equal((float.NegativeInfinity, float.PositiveInfinity), (quantizer.LowerEdge(0), quantizer.UpperEdge(0)));
    }

    [Fact]
    public void NaN_has_no_bin() => Assert.Throws<ArgumentException>(() => new Quantizer(Rule, []).BinOf(float.NaN));

    [Theory]
    [InlineData(1f, 1f)]
    [InlineData(2f, 1f)]
    [InlineData(0f, float.NaN)]
    [InlineData(float.NaN, 0f)]
    [InlineData(0f, float.PositiveInfinity)]
    public void Edges_must_be_finite_and_ascend(float first, float second) =>
        Assert.Throws<ArgumentException>(() => new Quantizer(Rule, [first, second]));

    [Fact]
    public void A_symbol_fits_a_byte()
    {
        Assert.Equal(256, new Quantizer(Rule, [.. Enumerable.Range(0, 255).Select(i => (float)i)]).Bins);
        Assert.Throws<ArgumentException>(() => new Quantizer(Rule, [.. Enumerable.Range(0, 256).Select(i => (float)i)]));
    }
}
