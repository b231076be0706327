using Benchmarks.Baselines;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Ablation;
using Engine.Analysis;
using Kernels.Ilgpu;

namespace Benchmarks.Suites.Devices;

/// <summary>ILGPU's device: ablation of CIFAR-10 250-500-250-500, all layers and the whole network, ascending and descending by three
/// measures and twenty random orders, against masked forward passes in PyTorch on the same GPU; joint histograms against the device's
/// copies.</summary>
internal sealed class IlgpuSuite : ISuite
{
    private const double Ablation = 20;
    private const double Bandwidth = 0.5;

    /// <summary>Far more than any GPU's cache.</summary>
    private const long CopiedBytes = 1L << 30;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var cuda = IlgpuDevices.Find("ilgpu-cuda", context.Log)!;
        if (cuda.Availability is { IsAvailable: false, Detail: var reason })
        {
            yield return new BenchRow("ablation and histograms on ilgpu-cuda", "PyTorch on the same GPU", null, null, Ablation, reason);
            yield break;
        }
        foreach (var row in Histograms(cuda, context.Options.Repeats))
            yield return row;
        yield return Ablate(context, cuda);
    }

    private static BenchRow Ablate(BenchContext context, IlgpuDevice device)
    {
        const string Against = "PyTorch on the same GPU, full forward pass per step";
        Subject subject;
        try
        {
            subject = context.Subjects.Cifar;
        }
        catch (Exception error) when (error is UserErrorException or Harness.Runs.Data.DataUnavailableException)
        {
            return new BenchRow("ablation on ilgpu-cuda", Against, null, null, Ablation, error.Message.Split('\n')[0]);
        }
        using var session = device.Open(subject.Network, new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory));
        var orders = new AblationOrders(subject, session);
        AblationRequest[] requests =
            [.. Enumerable.Range(0, subject.Network.HiddenLayers + 1).Select(layer => orders.ByThreeMeasures(new AblationScope(layer)))];
        double Engine() => Stopwatches.Time(() => Array.ForEach(requests, request => session.Ablate(request, CancellationToken.None)));
        var work = $"ablation {subject.Name} on {device.Name}, layers and network, {requests[0].Orders.Count} orders";
        if (context.Python is not { } python)
            return new BenchRow(
                work, Against, Rounds.Medians(context.Options.Repeats, Engine)[0], null, Ablation, "no Python with PyTorch");
        try
        {
            using var baseline = new ForwardPasses(python, subject, context.Options, "cuda");
            var times = Rounds.Medians(context.Options.Repeats, Engine, () => baseline.Full(requests));
            return new BenchRow(work, Against, times[0], times[1], Ablation, ForwardPasses.Sample(requests));
        }
        catch (BaselineFailedException error)
        {
            return new BenchRow(
                work, Against, Rounds.Medians(context.Options.Repeats, Engine)[0], null, Ablation, error.Message.Split('\n')[0]);
        }
    }

    private static IEnumerable<BenchRow> Histograms(IlgpuDevice device, int repeats)
    {
        var bytesPerSecond = device.Timing.CopyBandwidth(CopiedBytes, repeats);
        foreach (var (samples, neurons) in new[] { (10_000, 1_500), (50_000, 1_500), (10_000, 8_000) })
        {
            var sample = HistogramData.Draw(samples, neurons);
            foreach (var rule in HistogramData.Rules)
            {
                var quantizers = sample.Fit(rule);
                var (seconds, counts) = device.Timing.Histograms(
                    sample.Activations, sample.Labels, HistogramData.Classes, quantizers, 20 * repeats);
                sample.RequireRight(counts, quantizers);
                var copy = 2.0 * sizeof(float) * samples * neurons / bytesPerSecond;
                yield return new BenchRow(
                    $"{quantizers[0].Bins} bins x {HistogramData.Classes} classes of {neurons} neurons x {samples} images on {device.Name}",
                    "copying the same bytes on the device",
                    seconds,
                    copy,
                    Bandwidth,
                    $"copies at {bytesPerSecond / 1e9:0} GB/s read and written");
            }
        }
    }
}
