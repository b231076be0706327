using Engine.Ablation;
using Engine.Analysis;
using Engine.Benchmarks.Baselines;
using Engine.Benchmarks.Reporting;
using Engine.Benchmarks.Subjects;
using Engine.Benchmarks.Timing;
using Kernels.Simd;

namespace Engine.Benchmarks.Suites;

/// <summary>Cumulative ablation, every step: ascending and descending by mutual information and twenty random orders, against forward passes in PyTorch.</summary>
internal sealed class AblationSuite : ISuite
{
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
            yield return new BenchRow("ablation", "-", double.NaN, null, full, reason);
            yield break;
        }
        using var session = new SimdDevice().Open(subject.Network, new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory));
        var orders = new AblationOrders(subject, session);
        var layers = Enumerable.Range(1, subject.Network.HiddenLayers).Select(layer => orders.Of(new AblationScope(layer))).ToArray();
        var whole = orders.Of(AblationScope.Network);
        using var baseline = context.Python is null ? null : new ForwardPasses(context.Python, subject, context.Options);

        var engine = Median(context, session, layers);
        var work = $"ablation {subject.Name}, each layer, {layers[0].Orders.Count} orders";
        yield return Row(work, "PyTorch, full forward pass per step", engine, baseline?.Full(layers), full);
        yield return Row(work, "PyTorch, from the cached layer's outputs", engine, baseline?.Cached(layers), cached);
        yield return Row(work, "PyTorch as it is found (denormals, threads)", engine, baseline?.FullAsFound(layers), null);
        engine = Median(context, session, [whole]);
        work = $"ablation {subject.Name}, whole network, {whole.Orders.Count} orders";
        yield return Row(work, "PyTorch, full forward pass per step", engine, baseline?.Full([whole]), network);
        if (baseline is not null)
            context.Log(baseline.CheckExtrapolation(layers));
    }

    private static double Median(BenchContext context, IAnalysisSession session, AblationRequest[] requests) => Stopwatches.Median(context.Options.Repeats, () =>
    {
        foreach (var request in requests)
            session.Ablate(request, CancellationToken.None);
    });

    private static BenchRow Row(string work, string against, double engine, PassTimes? baseline, double? atLeast) => baseline is null
        ? new BenchRow(work, against, engine, null, atLeast, "no Python with PyTorch")
        : new BenchRow(work, against, engine, baseline.Seconds, atLeast, baseline.Note);

    private static bool Try(Func<Subject> load, out Subject subject, out string reason)
    {
        try
        {
            (subject, reason) = (load(), "");
            return true;
        }
        catch (Exception error) when (error is UserErrorException or Harness.Data.DataUnavailableException)
        {
            (subject, reason) = (null!, error.Message.Split('\n')[0]);
            return false;
        }
    }
}
