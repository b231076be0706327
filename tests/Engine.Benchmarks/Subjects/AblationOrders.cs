using Engine.Ablation;
using Engine.Analysis;
using Engine.Measures;

namespace Engine.Benchmarks.Subjects;

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

    public AblationRequest Of(AblationScope scope, int random = Random)
    {
        var neurons = scope.Neurons(_subject.Network.Shape).ToArray();
        var information = neurons.Select(id => HistogramMeasures.Of(id, _measured[id.Layer - 1].Quantized[0].Histograms[id.Neuron].Counts).MutualInformation).ToArray();
        var ranking = Ranking.Of(information, [.. neurons.Select(id => _measured[id.Layer - 1].Statistics[id.Neuron].Inactive)], 0);
        return new AblationRequest(
            _subject.Data.Test,
            scope,
            [
                new("mutual-information", AblationDirection.Ascending, 0, [.. ranking.Ascending.Select(i => neurons[i])]),
                new("mutual-information", AblationDirection.Descending, 0, [.. ranking.Descending.Select(i => neurons[i])]),
                .. Enumerable.Range(0, random).Select(i => new AblationOrder(RandomOrders.Name, AblationDirection.Random, i, [.. RandomOrders.Order(0, scope, i, neurons.Length).Select(n => neurons[n])])),
            ],
            AblationRequest.DefaultChecks,
            0);
    }
}
