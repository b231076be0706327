using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>The profiles of all hidden neurons, layer after layer, on one split under one quantizer.</summary>
public sealed record ProfileSet(Split Split, QuantizerRule Quantizer, ImmutableArray<NeuronProfile> Profiles)
{
    /// <summary>The neurons of a scope, in the order of layer and number.</summary>
    public ImmutableArray<NeuronProfile> In(Ablation.AblationScope scope) =>
        scope.IsNetwork ? Profiles : [.. Profiles.Where(profile => profile.Id.Layer == scope.Layer)];

    /// <summary>The profiles with what removing each neuron alone does.</summary>
    /// <param name="drops">On their split.</param>
    /// <param name="ablated">On the split that is ablated.</param>
    public ProfileSet With(SingleDrops drops, SingleDrops ablated)
    {
        ArgumentNullException.ThrowIfNull(drops);
        ArgumentNullException.ThrowIfNull(ablated);
        if (drops.Split != Split)
            throw new ArgumentException($"the drops are those of {drops.Split.NameOf()}, the profiles of {Split.NameOf()}", nameof(drops));
        return this with
        {
            Profiles =
            [
                .. Profiles.Select(profile => profile with
                {
                    SingleDrop = drops[profile.Id],
                    AblatedDrop = ablated[profile.Id],
                    ChangedPredictions = drops.Changed(profile.Id),
                }),
            ],
        };
    }
}

/// <summary>The profile of one neuron under a quantizer whose bins are merged from those of a finer one.</summary>
/// <param name="Finest">The rule whose histogram was counted.</param>
public sealed record BinnedNeuron(Split Split, QuantizerRule Finest, NeuronProfile Profile);
