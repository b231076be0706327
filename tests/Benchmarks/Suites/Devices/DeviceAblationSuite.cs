using Benchmarks.Baselines;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Ablation;
using Engine.Analysis;

namespace Benchmarks.Suites.Devices;

/// <summary>
/// Ablation of 250-500-250-500 on a device of ILGPU's, all layers and the whole network, ascending and descending by three measures and
/// twenty random orders, against masked forward passes in PyTorch on the same device: a loop over the steps, and many masks at a time.
/// </summary>
internal sealed class DeviceAblationSuite : ISuite
{
    private const double AtLeast = 20;
    private const string Loop = "PyTorch on the same device, full forward pass per step";
    private const string Batches = "PyTorch on the same device, many masks at a time";

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var timed = new TimedDevice(context);
        Subject? subject = null;
        if ((timed.Missing("ablation", Loop, AtLeast) ?? Load(context, timed, out subject)) is { } missing)
        {
            yield return missing;
            yield break;
        }
        using var session = timed.Device.Open(
            subject!.Network, new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory));
        var orders = new AblationOrders(subject, session);
        AblationRequest[] requests =
        [
            .. Enumerable.Range(0, subject.Network.HiddenLayers + 1).Select(layer => orders.ByThreeMeasures(new AblationScope(layer)))
                .Select(request => request with { Orders = [.. request.Orders.Take(context.Options.Orders ?? int.MaxValue)] }),
        ];
        double Engine() => Stopwatches.Time(() => Array.ForEach(requests, request => session.Ablate(request, CancellationToken.None)));
        var work = $"ablation {subject.Name} on {timed.Device.Name}, {subject.Data.Test.Samples} images, layers and network, "
            + $"{requests[0].Orders.Count} orders";
        BenchRow Row(string against, Func<double>? baseline, Func<string> note)
        {
            try
            {
                var times = Rounds.Medians(context.Options.Repeats, baseline is null ? [Engine] : [Engine, baseline]);
                return new BenchRow(work, against, times[0], baseline is null ? null : times[1], timed.AtLeast(AtLeast), note());
            }
            catch (BaselineFailedException error)
            {
                var engine = Rounds.Medians(context.Options.Repeats, Engine)[0];
                return new BenchRow(work, against, engine, null, timed.AtLeast(AtLeast), error.Message.Split('\n')[0]);
            }
        }
        if (context.Python is null)
        {
            yield return Row(Loop, null, () => "no Python with PyTorch");
            yield break;
        }
        using var passes = new ForwardPasses(context.Python, subject, context.Options, timed.PyTorch);
        yield return Row(Loop, () => passes.Full(requests), () => ForwardPasses.Sample(requests));
        yield return Row(Batches, () => passes.Batched(requests), () => passes.BatchesTaken);
    }

    /// <returns>Why there is no network to remove neurons from; null where there is.</returns>
    private static BenchRow? Load(BenchContext context, TimedDevice timed, out Subject? subject)
    {
        try
        {
            subject = context.Subjects.Deep;
            return null;
        }
        catch (Exception error) when (error is UserErrorException or Harness.Runs.Data.DataUnavailableException)
        {
            subject = null;
            return new BenchRow(
                $"ablation on {timed.Device.Name}", Loop, null, null, timed.AtLeast(AtLeast), error.Message.Split('\n')[0]);
        }
    }
}
