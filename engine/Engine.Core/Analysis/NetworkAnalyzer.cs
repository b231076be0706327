using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Networks;

namespace Engine.Analysis;

/// <summary>The analysis of one network: profile every hidden neuron, remove each alone, rank, ablate, read.</summary>
public sealed class NetworkAnalyzer(IAnalysisDevice device, MeasureOptions measures, AblationOptions ablation, AnalysisResources resources)
{
    public InsightOptions Insights { get; init; } = InsightOptions.Default;

    /// <param name="seed">Breaks ties, permutes labels, draws random orders and checks.</param>
    /// <param name="progress">Told of each phase as it begins.</param>
    public NetworkFindings Run(Network network, DataSplits data, ulong seed, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var scopes = ablation.Scopes(network.HiddenLayers).ToArray();
        if (scopes.Length > 0 && data[ablation.Split].Samples == 0)
            throw new UserErrorException($"ablation.split is {ablation.Split.NameOf()}, which has no samples; set training.validation above 0 or choose another split");
        using var session = device.Open(network, resources);
        progress?.Report("measuring");
        var profiles = new NeuronProfiler(network.ForInference(), session, measures, seed, resources.Threads).Run(data, cancellation);
        if (scopes.Length == 0)
            return new NetworkFindings([.. profiles], [], []);
        progress?.Report("removing single neurons");
        using var removal = new SetAblation(network, resources.Threads);
        var drops = Drops(removal, network, data, seed, cancellation);
        profiles = [.. profiles.Select(set => set.With(drops[set.Split]))];
        var curves = Curves(session, scopes, profiles, data, seed, progress, cancellation);
        progress?.Report("reading");
        var insights = new NetworkInsights(Insights, sets => removal.Run(Request(sets, ablation.Split, data, seed), cancellation), seed)
            .Of(scopes, curves, profiles, drops[ablation.Split], data[ablation.Split]);
        return new NetworkFindings([.. profiles], [.. curves], [.. insights]);
    }

    /// <summary>On every split that is measured or ablated.</summary>
    private Dictionary<Split, SingleDrops> Drops(SetAblation removal, Network network, DataSplits data, ulong seed, CancellationToken cancellation)
    {
        NeuronId[] neurons = [.. AblationScope.Network.Neurons(network.Shape)];
        NeuronId[][] alone = [.. neurons.Select(id => new[] { id })];
        return measures.Splits.Append(ablation.Split).Distinct().ToDictionary(
            split => split,
            split => new SingleDrops(split, neurons, removal.Run(Request(alone, split, data, seed), cancellation)));
    }

    private SetRequest Request(IReadOnlyList<NeuronId[]> sets, Split split, DataSplits data, ulong seed) =>
        new(data[split], sets, Replacements.Zero, ablation.Checks == 0 ? 0 : SetRequest.DefaultChecks, seed);

    private List<RankedCurve> Curves(
        IAnalysisSession session, AblationScope[] scopes, IReadOnlyList<ProfileSet> profiles, DataSplits data, ulong seed, IProgress<string>? progress, CancellationToken cancellation)
    {
        var factory = new OrderFactory(ablation, seed);
        var curves = new List<RankedCurve>();
        foreach (var scope in scopes)
        {
            progress?.Report($"ablating {scope}");
            var orders = factory.For(scope, profiles);
            if (orders.Count == 0)
                continue;
            var request = new AblationRequest(data[ablation.Split], scope, [.. orders.Select(ranked => ranked.Order)], ablation.Checks, seed);
            var found = session.Ablate(request, cancellation);
            curves.AddRange(orders.Zip(found, (ranked, curve) => new RankedCurve(curve, ranked.Quantizer, ranked.MeasureSplit)));
        }
        return curves;
    }
}
