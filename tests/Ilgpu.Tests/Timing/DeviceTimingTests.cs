using Engine.Measures;
using Ilgpu.Tests.Kernels;
using Testing.Analysis;

namespace Ilgpu.Tests.Timing;

/// <summary>That it times the right thing; how long that took is for benchmarks.</summary>
public class DeviceTimingTests
{
    [Fact]
    public void What_is_timed_is_counted_right_however_often_it_is_repeated()
    {
        var data = RandomData.Create(700, 5, 3, 1);
        var activations = new float[700 * 5];
        data.Features.ReadRange(0, 700, activations);
        Quantizer[] quantizers = [.. Enumerable.Repeat(new Quantizer(QuantizerRule.OneBit, [0]), 5)];
        using var device = Simulators.Device(1);
        var (seconds, counts) = device.Timing.Histograms(activations, data.Labels, 3, quantizers, 3);
        Assert.True(seconds > 0);
        Assert.Equal(ReferenceHistogrammer.Count(activations, data.Labels, 3, quantizers), counts);
    }

    [Fact]
    public void A_copy_has_a_bandwidth()
    {
        using var device = Simulators.Device(1);
        Assert.True(device.Timing.CopyBandwidth(1 << 16, 2) > 0);
    }
}
