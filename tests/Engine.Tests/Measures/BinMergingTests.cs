using Engine.Measures;
using Engine.Networks;

namespace Engine.Tests.Measures;

public sealed class BinMergingTests
{
    [Theory]
    [InlineData(QuantizerKind.Uniform, new[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData(QuantizerKind.Quantile, new[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData(QuantizerKind.ZeroUniform, new[] { 1, 2, 4, 8 })]
    public void Merging_is_counting_with_the_coarser_quantizer(QuantizerKind kind, int[] coarser)
    {
        var random = new Random(5);
        var outputs = Enumerable.Range(0, 700).Select(_ => (float)Math.Max(0, random.NextDouble() - 0.3)).ToArray();
        var labels = outputs.Select(output => (byte)((int)(output * 5) % 3)).ToArray();
        var fine = QuantizerFitting.Fit(new QuantizerRule(kind, 8), Activation.Relu, outputs);
        foreach (var bits in coarser)
        {
            var coarse = QuantizerFitting.Fit(new QuantizerRule(kind, bits), Activation.Relu, outputs);
            var merged = BinMerging.Merge(Count(outputs, labels, fine), fine, coarse);
            Assert.Equal(Count(outputs, labels, coarse).Counts, merged.Counts);
        }
    }

    [Fact]
    public void Edges_that_do_not_nest_are_an_error()
    {
        var rule = new QuantizerRule(QuantizerKind.Uniform, 2);
        var error = Assert.Throws<ArgumentException>(() =>
            BinMerging.Merge(Histograms.Rows([1], [2], [3]), new Quantizer(rule, [0, 1]), new Quantizer(rule, [0.5f])));
        Assert.Contains("0.5", error.Message);
    }

    [Fact]
    public void A_histogram_of_another_quantizer_is_an_error()
    {
        var quantizer = new Quantizer(QuantizerRule.OneBit, [0]);
        Assert.Throws<ArgumentException>(() => BinMerging.Merge(Histograms.Rows([1], [2], [3]), quantizer, quantizer));
    }

    private static JointHistogram Count(float[] outputs, byte[] labels, Quantizer quantizer) =>
        new(quantizer.Bins, 3, ReferenceHistogrammer.Count(outputs, labels, 3, [quantizer])[0]);
}
