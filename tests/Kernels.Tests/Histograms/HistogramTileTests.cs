using Kernels.Simd.Histograms;

namespace Kernels.Tests.Histograms;

/// <summary>Where a tile looks for its outputs, on addresses alone: nothing is read.</summary>
public sealed unsafe class HistogramTileTests
{
    [Fact]
    public void Outputs_beyond_two_to_the_31_are_found()
    {
        const int samples = 50_000, neurons = 60_000;
        const long last = ((long)(samples - 1) * neurons) + neurons - 1;
        var all = new HistogramTile(null, neurons, new byte[samples], 1, 0, neurons);
        Assert.True(last > int.MaxValue);
        Assert.Equal(last, all.Pointer(samples - 1) + neurons - 1 - (float*)null);
        var part = all.Strip(neurons - 1, 1).Part(samples - 2, 2);
        Assert.Equal(last, part.Pointer(1) - (float*)null);
        Assert.Equal((samples - 2, 2, neurons - 1, 1), (part.FirstSample, part.Samples, part.FirstNeuron, part.Neurons));
        var deeper = part.Part(1, 1);
        Assert.Equal((last, samples - 1), (deeper.Pointer(0) - (float*)null, deeper.FirstSample));
    }
}
