using Engine.Ablation;
using Engine.Measures;

namespace Engine.Core.Tests.Measures;

public sealed class MeasureInvariantsTests
{
    private static readonly NeuronId Neuron = new(2, 7);

    [Fact]
    public void Hold_on_random_histograms() => Histograms.ForRandom(500, (histogram, _) => HistogramMeasures.Of(Neuron, histogram));

    [Fact]
    public void Hold_with_more_bins_than_samples()
    {
        var counts = new int[256 * 10];
        counts[3] = counts[1255] = 1;
        var measures = HistogramMeasures.Of(Neuron, new JointHistogram(256, 10, counts));
        Assert.Equal(1, measures.MutualInformation, 1e-15);
    }

    [Theory]
    [InlineData(1, 1, 1, -1e-11, 1, "0 <= I(T;Y)")]
    [InlineData(2, 0.5, 1, 0.6, 1, "I(T;Y) <= H(T)")]
    [InlineData(2, 1, 0.5, 0.6, 1, "I(T;Y) <= H(Y)")]
    [InlineData(2, 1, 1, 0.6, 0.5, "I(T;Y) <= KL selectivity")]
    [InlineData(2, 1.1, 1, 0.6, 1, "H(T) <= log2 |T|")]
    [InlineData(2, double.NaN, 1, 0.6, 1, "I(T;Y) <= H(T)")]
    [InlineData(2, 1, 1, double.NaN, 1, "0 <= I(T;Y)")]
    public void A_violation_names_neuron_and_rule(int bins, double entropy, double classEntropy, double information, double kl, string rule)
    {
        var error = Assert.Throws<InvalidOperationException>(() => MeasureInvariants.Check(Neuron, bins, entropy, classEntropy, information, kl));
        Assert.StartsWith($"layer 2 neuron 7: {rule} does not hold", error.Message);
    }

    [Fact]
    public void Rounding_is_forgiven() => MeasureInvariants.Check(Neuron, 2, 1 + 5e-13, 1, -5e-13, -5e-13);
}
