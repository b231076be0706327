using Engine.InformationPlane;
using Engine.Measures;

namespace Engine.Tests.InformationPlane;

public sealed class BinnedInformationTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Two bins put 0.2 and 1 together; of three edges 1 is the last, and apart.</summary>
    [Fact]
    public void By_edges_the_end_of_the_range_is_a_symbol_of_its_own()
    {
        using var outputs = Layers.Of([-1], [0.2f], [1]);
        byte[] labels = [0, 1, 1];
        var bins = BinnedInformation.Of(outputs, labels, 2, BinRange.Symmetric, 2);
        var edges = BinnedInformation.Of(outputs, labels, 2, BinRange.Symmetric, 3, byEdges: true);
        Assert.Equal((Math.Log2(3) / 3) + (2 * Math.Log2(1.5) / 3), bins.AboutInput, 1e-12);
        Assert.Equal(Math.Log2(3), edges.AboutInput, 1e-12);
        Assert.Equal(bins.AboutClass, edges.AboutClass, 1e-12);
    }

    [Fact]
    public void By_hand()
    {
        // Bins of 0.5 on [0, 1]: symbols 00, 00, 10, 11; classes 0, 1, 1, 1.
        using var outputs = Layers.Of([0.1, 0.2], [0.4, 0.3], [0.9, 0.1], [0.6, 0.7]);
        var found = BinnedInformation.Of(outputs, [0, 1, 1, 1], 2, BinRange.Unit, 2);
        // H = 1/2 log 2 + 2 (1/4) log 4 = 1.5. H(Y) = 0.811278; H(Y|T) = 1/2 * 1, so that I = 0.311278.
        Assert.Equal(1.5, found.AboutInput, Tolerance);
        Assert.Equal(1.5, found.Entropy, Tolerance);
        Assert.Equal((-0.25 * Math.Log2(0.25)) - (0.75 * Math.Log2(0.75)) - 0.5, found.AboutClass, Tolerance);
    }

    [Fact]
    public void Distinct_vectors_show_log_N_and_the_whole_class()
    {
        // 64 samples, each alone in its bin of 64.
        using var outputs = Layers.Of([.. Enumerable.Range(0, 64).Select(i => new[] { (i + 0.5) / 64 })]);
        byte[] labels = [.. Enumerable.Range(0, 64).Select(i => (byte)(i % 4))];
        var found = BinnedInformation.Of(outputs, labels, 4, BinRange.Unit, 64);
        Assert.Equal(6, found.AboutInput, Tolerance);
        Assert.Equal(2, found.AboutClass, Tolerance);
        Assert.True(found.IsSaturated(64));
    }

    [Fact]
    public void Equal_outputs_uniform_over_the_bins_show_log_of_the_bins()
    {
        using var outputs = Layers.Of([.. Enumerable.Range(0, 90).Select(i => new[] { ((i % 30) * 2.0 / 30) - 1 + (1.0 / 30) })]);
        var found = BinnedInformation.Of(outputs, [.. Enumerable.Range(0, 90).Select(i => (byte)(i / 30))], 3, BinRange.Symmetric, 30);
        Assert.Equal(Math.Log2(30), found.AboutInput, Tolerance);
        // Every class has every bin once: nothing about the class.
        Assert.Equal(0, found.AboutClass);
        Assert.False(found.IsSaturated(90));
    }

    [Fact]
    public void A_constant_layer_and_a_single_sample_say_nothing()
    {
        using var constant = Layers.Of([0.5], [0.5], [0.5]);
        var found = BinnedInformation.Of(constant, [0, 1, 2], 3, BinRange.Unit, 30);
        Assert.Equal((0, 0), (found.AboutInput, found.AboutClass));
        using var one = Layers.Of([0.3, 0.4]);
        found = BinnedInformation.Of(one, [1], 2, BinRange.Unit, 30);
        Assert.Equal((0, 0), (found.AboutInput, found.AboutClass));
    }

    [Fact]
    public void Finer_bins_that_nest_say_no_less_and_never_more_than_there_is()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (outputs, labels) = Layers.Random(seed, 150, 3, 5);
            using (outputs)
            {
                var before = new LayerInformation(0, 0, 0);
                for (var bins = 2; bins <= 512; bins *= 2)
                {
                    var found = BinnedInformation.Of(outputs, labels, 5, new BinRange(0, 2), bins);
                    Assert.True(found.AboutInput >= before.AboutInput - Tolerance && found.AboutInput <= Math.Log2(150) + Tolerance);
                    Assert.True(found.AboutClass >= before.AboutClass - Tolerance && found.AboutClass <= Math.Log2(5) + Tolerance);
                    Assert.True(found.AboutClass <= found.AboutInput + Tolerance);
                    before = found;
                }
            }
        }
    }

    [Fact]
    public void The_order_of_samples_neurons_and_classes_does_not_matter()
    {
        using var outputs = Layers.Of([0.1, 0.9], [0.1, 0.8], [0.7, 0.2], [0.7, 0.6], [0.4, 0.3]);
        using var turned = Layers.Of([0.3, 0.4], [0.6, 0.7], [0.9, 0.1], [0.2, 0.7], [0.8, 0.1]);
        var a = BinnedInformation.Of(outputs, [0, 0, 1, 1, 2], 3, BinRange.Unit, 4);
        var b = BinnedInformation.Of(turned, [0, 2, 1, 2, 1], 3, BinRange.Unit, 4);
        Assert.Equal(a.AboutInput, b.AboutInput, Tolerance);
        Assert.Equal(a.AboutClass, b.AboutClass, Tolerance);
    }
}
