using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class ReferenceHistogrammerTests
{
    private static readonly Quantizer[] Quantizers =
    [
        new(QuantizerRule.OneBit, [0]),
        new(new QuantizerRule(QuantizerKind.Uniform, 2), [1, 2]),
    ];

    [Fact]
    public void Counts_by_hand()
    {
        float[] activations = [0, 0.5f, 1, 1.5f, 2, 9, 0, 2];
        byte[] labels = [0, 1, 1, 0];
        // Neuron 0: bins 0 1 1 0; neuron 1: bins 0 1 2 1.
        var counts = ReferenceHistogrammer.Count(activations, labels, 2, Quantizers);
        Assert.Equal([2, 0, 0, 2], counts[0]);
        Assert.Equal([1, 0, 1, 1, 0, 1], counts[1]);
    }

    [Fact]
    public void A_NaN_activation_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => ReferenceHistogrammer.Count([0, 1, 2, float.NaN], [0, 1], 2, Quantizers));
        Assert.Contains("neuron 1 at sample 1", error.Message);
    }

    [Fact]
    public void Lengths_and_labels_must_fit()
    {
        Assert.Throws<ArgumentException>(() => ReferenceHistogrammer.Count([0, 1, 2], [0, 1], 2, Quantizers));
        Assert.Throws<ArgumentException>(() => ReferenceHistogrammer.Count([0, 1, 2, 3], [0, 2], 2, Quantizers));
    }
}
