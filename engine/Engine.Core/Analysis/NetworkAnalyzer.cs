using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Pairs;

namespace Engine.Analysis;

/// <summary>The analysis of one network: profile every hidden neuron, remove each alone, rank, ablate, read.</summary>
/// <param name="session">The network on its device: nothing is asked of the host that the device can do.</param>
/// <param name="resources">Of the host.</param>
public sealed class NetworkAnalyzer(
    IAnalysisSession session, MeasureOptions measures, AblationOptions ablation, AnalysisResources resources)
{
    public InsightOptions Insights { get; init; } = InsightOptions.Default;

    public PairOptions Pairs { get; init; } = new();

    /// <param name="seed">Breaks ties, permutes labels, draws random orders, replacements and checks.</param>
    /// <param name="progress">Told of each phase as it begins.</param>
    public NetworkFindings Run(DataSplits data, ulong seed, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        var network = session.Network;
        ablation.RequireFit(network.Shape, data, measures.Splits);
        var scopes = ablation.ScopesOf(network.HiddenLayers).ToArray();
        if (scopes.Length > 0 && data[ablation.Split].Samples == 0)
            throw new UserErrorException($"ablation.split is {ablation.Split.NameOf()}, which has no samples; "
                + "set training.validation above 0 or choose another split");
        progress?.Report("measuring");
        var profiler = new NeuronProfiler(session, measures, seed, resources.Threads);
        var profiles = profiler.Run(data, cancellation);
        var pairs = FindPairs(data[measures.Splits[0]], progress, cancellation);
        if (scopes.Length == 0)
            return new NetworkFindings([.. profiles], [], [], []) { Binned = [.. profiler.Binned], Pairs = pairs };
        progress?.Report("removing single neurons");
        var replaced = Replaced(profiles[0], data, seed, cancellation);
        var drops = Drops(replaced, data, seed, cancellation);
        profiles = [.. profiles.Select(set => set.With(drops[set.Split], drops[ablation.Split]))];
        var ablated = new ScopeAblation(session, ablation, data[ablation.Split], replaced, seed);
        using var selector = new NeuronSelector(session, data, replaced, ablation, resources.Threads, cancellation);
        var factory = new OrderFactory(ablation, seed, selector);
        var (curves, classes) = Curves(ablated, scopes, factory, profiles, progress, cancellation);
        progress?.Report("reading");
        var insights = new NetworkInsights(
            Insights, sets => session.Remove(Request(sets, ablation.Split, replaced, data, seed), cancellation), seed)
        { Orders = ablation.Orders }
            .Of(scopes, curves, profiles, drops[ablation.Split], data[ablation.Split]);
        return new NetworkFindings([.. profiles], [.. curves], [.. classes], [.. insights])
        {
            Binned = [.. profiler.Binned],
            Pairs = pairs,
        };
    }

    /// <summary>On the first split that is measured.</summary>
    private PairFindings FindPairs(LabelledData data, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (!Pairs.IsOn || session.Network.HiddenLayers == 0)
            return PairFindings.None;
        progress?.Report("measuring pairs");
        var layers = session.Measure(data, [Pairs.Quantizer], codes: true, cancellation);
        return PairFindings.Of(
            layers, measures.Splits[0], data.Labels, data.Classes, Pairs, session.CountPairs,
            new ParallelOptions { MaxDegreeOfParallelism = resources.Threads, CancellationToken = cancellation });
    }

    /// <summary>The values that take the place of removed outputs: of the intact network on the first split that is measured.</summary>
    private Replacements Replaced(ProfileSet first, DataSplits data, ulong seed, CancellationToken stop) => ablation.Replace switch
    {
        Replacement.Mean => new MeanReplacements(
        [
            .. first.Profiles.GroupBy(profile => profile.Id.Layer)
                .Select(layer => layer.Select(profile => (float)profile.Statistics.Mean).ToArray()),
        ]),
        Replacement.Resample => ResampledReplacements.From(
            session.Network, data[first.Split], seed, resources.Threads, stop),
        _ => Replacements.Zero,
    };

    /// <summary>On every split that is measured or ablated.</summary>
    private Dictionary<Split, SingleDrops> Drops(Replacements replaced, DataSplits data, ulong seed, CancellationToken cancellation)
    {
        NeuronId[] neurons = [.. AblationScope.Network.Neurons(session.Network.Shape)];
        NeuronId[][] alone = [.. neurons.Select(id => new[] { id })];
        return measures.Splits.Append(ablation.Split).Distinct().ToDictionary(
            split => split,
            split => new SingleDrops(split, neurons, session.Remove(Request(alone, split, replaced, data, seed), cancellation)));
    }

    private SetRequest Request(IReadOnlyList<NeuronId[]> sets, Split split, Replacements replaced, DataSplits data, ulong seed) =>
        new(data[split], sets, replaced, ablation.Checks == 0 ? 0 : SetRequest.DefaultChecks, seed);

    private (List<RankedCurve> Curves, List<ClassCurve> Classes) Curves(
        ScopeAblation ablated, AblationScope[] scopes, OrderFactory factory, IReadOnlyList<ProfileSet> profiles,
        IProgress<string>? progress, CancellationToken cancellation)
    {
        var (curves, classes) = (new List<RankedCurve>(), new List<ClassCurve>());
        foreach (var scope in scopes)
        {
            progress?.Report($"ablating {scope}");
            var orders = factory.For(scope, profiles);
            if (orders.Count == 0)
                continue;
            var found = ablated.Curves(scope, orders, cancellation);
            curves.AddRange(found);
            if (ablation.Classes)
                classes.AddRange(ablated.ByClass(scope, orders, found, cancellation));
        }
        return (curves, classes);
    }
}
