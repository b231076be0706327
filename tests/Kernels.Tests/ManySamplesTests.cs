using Engine.Analysis;
using Engine.Measures;

namespace Kernels.Tests;

/// <summary>More samples than float32 can count one by one.</summary>
public sealed class ManySamplesTests
{
    [Fact]
    public void Counts_of_two_bins_stay_exact()
    {
        const int samples = (1 << 24) + 3;
        var outputs = new float[samples];
        Array.Fill(outputs, 1f);
        var resources = new AnalysisResources(1, AnalysisResources.DefaultMemory);
        var counts = new SimdDevice()
            .CountJointHistograms(outputs, new byte[samples], 1, [new Quantizer(QuantizerRule.OneBit, [0])], resources);
        Assert.Equal([0, samples], counts[0]);
    }
}
