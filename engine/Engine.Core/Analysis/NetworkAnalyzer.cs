using Engine.Ablation;
using Engine.Data;
using Engine.Networks;

namespace Engine.Analysis;

/// <summary>The analysis of one network: profile every hidden neuron, rank, ablate.</summary>
public sealed class NetworkAnalyzer(IAnalysisDevice device, MeasureOptions measures, AblationOptions ablation, AnalysisResources resources)
{
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
        return new NetworkFindings([.. profiles], [.. curves]);
    }
}
