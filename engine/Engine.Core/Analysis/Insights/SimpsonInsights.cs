using Engine.Ablation;
using Engine.Measures;

namespace Engine.Analysis.Insights;

/// <summary>Simpson's check of one ranking's measure against the single-neuron drops on the ablated split.</summary>
internal sealed class SimpsonInsights
{
    private readonly SimpsonResult[] _results;

    /// <param name="set">The profiles that the measure was ranked by.</param>
    public SimpsonInsights(ProfileSet set, Measure measure, SingleDrops drops, int permutations, ulong seed)
    {
        SimpsonLayer[] layers = [.. set.Profiles.GroupBy(profile => profile.Id.Layer).Select(layer => new SimpsonLayer(
            layer.Key,
            [.. layer.Select(profile => profile[measure])],
            [.. layer.Select(profile => drops[profile.Id])],
            [.. layer.Select(profile => profile.Statistics.Inactive)]))];
        _results = [Check(includeInactive: false), Check(includeInactive: true)];

        SimpsonResult Check(bool includeInactive) => SimpsonCheck.Of(layers, new SimpsonSettings(includeInactive, permutations, seed));
    }

    /// <summary>Without the inactive neurons, then with them.</summary>
    public IEnumerable<Reading> In(AblationScope scope) =>
        _results.SelectMany(result => scope.IsNetwork ? result.NetworkReadings() : result.LayerReadings(scope.Layer - 1));
}
