using System.Collections.Immutable;

namespace Harness.Specs.Rules;

/// <summary>All rules, in the order in which they are applied.</summary>
internal static class SpecRules
{
    public static ImmutableArray<SpecRule> All { get; } =
    [
        .. NetworkRules.All, .. TrainingRules.All, .. NoiseRules.All, .. ObjectiveRules.All, .. AnalysisRules.All, .. PictureRules.All, .. PlaneRules.All, .. BoundRules.All,
    ];
}
