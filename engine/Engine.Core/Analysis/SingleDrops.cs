using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Data;

namespace Engine.Analysis;

/// <summary>The effects of removing each hidden neuron alone, on one split.</summary>
public sealed class SingleDrops
{
    private readonly ImmutableDictionary<NeuronId, int> _places;

    /// <param name="neurons">All hidden neurons.</param>
    /// <param name="findings">Of the sets of one neuron each, in the same order.</param>
    public SingleDrops(Split split, IReadOnlyList<NeuronId> neurons, SetFindings findings)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(findings);
        if (neurons.Count != findings.Outcomes.Length)
            throw new ArgumentException(
                $"{neurons.Count} neurons and {findings.Outcomes.Length} outcomes: there must be one for each", nameof(findings));
        (Split, Findings) = (split, findings);
        _places = neurons.Select((id, place) => (id, place)).ToImmutableDictionary(pair => pair.id, pair => pair.place);
        ByNeuron = neurons.Select((id, place) => (id, place)).ToImmutableDictionary(pair => pair.id, pair => findings.Drop(pair.place));
    }

    public Split Split { get; }

    public SetFindings Findings { get; }

    /// <summary>A0 - A without each neuron.</summary>
    public ImmutableDictionary<NeuronId, double> ByNeuron { get; }

    public double this[NeuronId neuron] => ByNeuron[neuron];

    /// <summary>Whether no sample's predicted class changes without the neuron.</summary>
    public bool IsEffectivelyInactive(NeuronId neuron) => Changed(neuron) == 0;

    /// <summary>Samples whose predicted class changes without the neuron.</summary>
    public int Changed(NeuronId neuron) => Findings.Outcomes[_places[neuron]].Changed;
}
