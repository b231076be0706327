using Benchmarks.Reporting;
using Benchmarks.Subjects;

namespace Benchmarks.Suites.Devices;

/// <summary>Joint histograms on a device of ILGPU's, of outputs that lie there already, against the device's own copies.</summary>
internal sealed class DeviceHistogramSuite : ISuite
{
    private const double Bandwidth = 0.5;

    /// <summary>Far more than any GPU's cache.</summary>
    private const long CopiedBytes = 1L << 30;

    private static readonly (int Samples, int Neurons)[] Sizes = [(10_000, 1_500), (50_000, 1_500), (10_000, 8_000)];

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        const string Against = "copying the same bytes on the device";
        var timed = new TimedDevice(context);
        if (timed.Missing("joint histograms", Against, Bandwidth) is { } missing)
        {
            yield return missing;
            yield break;
        }
        var (device, repeats) = (timed.Device, context.Options.Repeats);
        var bytesPerSecond = device.Timing.CopyBandwidth(CopiedBytes, repeats);
        foreach (var (samples, neurons) in Sizes.Select(size => size with { Samples = context.Options.Most(size.Samples) }).Distinct())
        {
            var sample = HistogramData.Draw(samples, neurons);
            foreach (var rule in HistogramData.Rules)
            {
                var quantizers = sample.Fit(rule);
                var (seconds, counts) = device.Timing.Histograms(
                    sample.Activations, sample.Labels, HistogramData.Classes, quantizers, 20 * repeats);
                sample.RequireRight(counts, quantizers);
                yield return new BenchRow(
                    $"{quantizers[0].Bins} bins x {HistogramData.Classes} classes of {neurons} neurons x {samples} images on {device.Name}",
                    Against,
                    seconds,
                    2.0 * sizeof(float) * samples * neurons / bytesPerSecond,
                    timed.AtLeast(Bandwidth),
                    $"copies at {bytesPerSecond / 1e9:0} GB/s read and written");
            }
        }
    }
}
