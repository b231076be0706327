using Engine.Ablation;
using Engine.Analysis;
using Engine.Measures;

namespace Benchmarks.Subjects;

/// <summary>The orders of the talk: ascending and descending by mutual information, and random ones.</summary>
internal sealed class AblationOrders
{
    private const int Random = 20;

    private readonly Subject _subject;
    private readonly IReadOnlyList<LayerMeasurement> _measured;

    public AblationOrders(Subject subject, IAnalysisSession session)
    {
        _subject = subject;
        _measured = session.Measure(subject.Data.Validation, [QuantizerRule.OneBit], false, CancellationToken.None);
    }

    /// <summary>Ascending and descending by mutual information, and random ones.</summary>
    public AblationRequest Of(AblationScope scope) => Create(scope, [MutualInformation.Definition]);

    /// <summary>Ascending and descending by mutual information, entropy and KL selectivity, and random ones.</summary>
    public AblationRequest ByThreeMeasures(AblationScope scope) =>
        Create(scope, [MutualInformation.Definition, Entropy.Definition, KlSelectivity.Definition]);

    private AblationRequest Create(AblationScope scope, Measure[] measures)
    {
        var neurons = scope.Neurons(_subject.Network.Shape).ToArray();
        bool[] inactive = [.. neurons.Select(id => _measured[id.Layer - 1].Statistics[id.Neuron].Inactive)];
        var orders = new List<AblationOrder>();
        foreach (var measure in measures)
        {
            var ranking = Ranking.Of([.. neurons.Select(id => Value(measure, id))], inactive, 0);
            orders.Add(new AblationOrder(measure.Name, AblationDirection.Ascending, 0, [.. ranking.Ascending.Select(i => neurons[i])]));
            orders.Add(new AblationOrder(measure.Name, AblationDirection.Descending, 0, [.. ranking.Descending.Select(i => neurons[i])]));
        }
        for (var i = 0; i < Random; i++)
            orders.Add(new AblationOrder(
                RandomOrders.Name, AblationDirection.Random, i,
                [.. RandomOrders.Order(0, scope, i, neurons.Length).Select(n => neurons[n])]));
        return new AblationRequest(_subject.Data.Test, scope, orders, AblationRequest.DefaultChecks, 0);
    }

    private double Value(Measure measure, NeuronId id)
    {
        var layer = _measured[id.Layer - 1];
        var profile = new NeuronProfile(
            id, _subject.Network.Activation, layer.Quantized[0].Histograms[id.Neuron], layer.Statistics[id.Neuron], double.NaN);
        return profile[measure];
    }
}
