using Benchmarks.Baselines;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Ablation;
using Engine.Analysis;
using Kernels.Simd;

namespace Benchmarks.Suites;

/// <summary>
/// Cumulative ablation, every step: ascending and descending by mutual information and twenty random orders, against forward passes in
/// PyTorch.
/// </summary>
internal sealed class AblationSuite : ISuite
{
    private const string Full = "PyTorch, full forward pass per step";

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        foreach (var row in Rows(context, () => context.Subjects.FashionMnist, 150, 30, 50))
            yield return row;
        foreach (var row in Rows(context, () => context.Subjects.Cifar, 100, 20, 50))
            yield return row;
    }

    private static IEnumerable<BenchRow> Rows(BenchContext context, Func<Subject> load, double full, double cached, double network)
    {
        if (Try(load, out var subject, out var reason) is false)
        {
            yield return new BenchRow("ablation", "-", null, null, full, reason);
            yield break;
        }
        using var session = new SimdDevice()
            .Open(subject.Network, new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory));
        var orders = new AblationOrders(subject, session);
        var layers = Enumerable.Range(1, subject.Network.HiddenLayers).Select(layer => orders.Of(new AblationScope(layer))).ToArray();
        var whole = orders.Of(AblationScope.Network);
        Func<double> Time(params AblationRequest[] requests) =>
            () => Stopwatches.Time(() => Array.ForEach(requests, request => session.Ablate(request, CancellationToken.None)));
        var work = $"ablation {subject.Name}, each layer, {layers[0].Orders.Count} orders";
        var all = $"ablation {subject.Name}, whole network, {whole.Orders.Count} orders";
        if (context.Python is null)
        {
            foreach (var (name, requests, least) in new[] { (work, layers, full), (work, layers, cached), (all, [whole], network) })
                yield return new BenchRow(
                    name, "PyTorch", Rounds.Medians(context.Options.Repeats, Time(requests))[0], null, least, "no Python with PyTorch");
            yield break;
        }
        PyTorchSetting[] tuned = [.. PyTorchSetting.Tuned(context.Options.Threads)];
        PyTorchSetting[] settings = [.. tuned, PyTorchSetting.AsFound(context.Options.Threads)];
        using var baselines = new AblationBaselines(settings, subject, context.Options);
        BenchRow Row(string name, string against, double engine, double[] times, AblationRequest[] requests, double least) =>
            new(name, against, engine, times.Min(), least, $"{tuned[Fastest(times)]}; {ForwardPasses.Sample(requests)}");

        Stopwatches.Warm(() => Time(layers)());
        var times = Rounds.Medians(
            context.Options.Repeats, [Time(layers), .. baselines.Full(layers), .. baselines.Cached(layers).Take(tuned.Length)]);
        yield return Row(work, Full, times[0], times[1..settings.Length], layers, full);
        yield return Row(work, "PyTorch, from the cached layer's outputs", times[0], times[(1 + settings.Length)..], layers, cached);
        yield return new BenchRow(
            work, "PyTorch as it is found (denormals, threads)", times[0], times[settings.Length], null, ForwardPasses.Sample(layers));
        var best = Fastest(times[1..settings.Length]);
        times = Rounds.Medians(context.Options.Repeats, [Time(whole), .. baselines.Full(whole).Take(tuned.Length)]);
        yield return Row(all, Full, times[0], times[1..], [whole], network);
        context.Log(baselines.CheckExtrapolation(best, layers));
    }

    private static int Fastest(double[] times) => Array.IndexOf(times, times.Min());

    private static bool Try(Func<Subject> load, out Subject subject, out string reason)
    {
        try
        {
            (subject, reason) = (load(), "");
            return true;
        }
        catch (Exception error) when (error is UserErrorException or Harness.Runs.Data.DataUnavailableException)
        {
            (subject, reason) = (null!, error.Message.Split('\n')[0]);
            return false;
        }
    }
}
