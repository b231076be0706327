using Engine.Ablation;
using Engine.Measures;

namespace Engine.Core.Tests.Measures;

public sealed class HistogramMeasuresTests
{
    [Fact]
    public void Gathers_the_estimators()
    {
        var histogram = Histograms.Rows([30, 10], [10, 30]);
        var measures = HistogramMeasures.Of(new NeuronId(1, 0), histogram);

        Assert.Equal(Entropy.OfBins(histogram), measures.Entropy);
        Assert.Equal(MutualInformation.PlugIn(histogram), measures.MutualInformation);
        Assert.Equal(MillerMadow.MutualInformation(histogram), measures.MillerMadow);
        Assert.Equal(KlSelectivity.Of(histogram), measures.KlSelectivity);
        Assert.Equal(ChiSquaredTest.PValue(histogram, measures.MutualInformation), measures.ChiSquaredP);
    }
}
