using Benchmarks.Reporting;
using Benchmarks.Timing;

namespace Benchmarks.Suites.Devices;

/// <summary>Trains the network that <see cref="DeviceAblationSuite"/> takes, unless it is kept from before.</summary>
internal sealed class NetworkSuite : ISuite
{
    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var (name, accuracy) = ("", 0.0);
        var seconds = Stopwatches.Time(() =>
        {
            var subject = context.Subjects.Deep;
            using var session = new Kernels.Simd.SimdDevice().Open(
                subject.Network, new(context.Options.Threads, Engine.Analysis.AnalysisResources.DefaultMemory));
            (name, accuracy) = (subject.Name, session.Evaluate(subject.Data.Test).Accuracy);
        });
        yield return new BenchRow(
            $"training of {name}, or reading it", "-", seconds, null, null,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{accuracy:P1} of the test images are right"));
    }
}
