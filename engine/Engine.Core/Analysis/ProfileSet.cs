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
}
