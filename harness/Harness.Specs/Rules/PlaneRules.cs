using System.Collections.Immutable;
using Engine.InformationPlane;

namespace Harness.Specs.Rules;

/// <summary>What the information plane asks of other settings.</summary>
internal static class PlaneRules
{
    private const string Estimators = "information_plane.estimators", Noise = "information_plane.noise", Split = "information_plane.split", Validation = "training.validation";

    private static readonly string[] Details = ["information_plane.epochs", Split, "information_plane.samples", Noise];

    public static ImmutableArray<SpecRule> All { get; } =
    [
        .. Details.Select(path => new SpecRule([Estimators, path], (spec, scope) => NeedsEstimators(spec, scope, path))),
        new([Estimators, Noise], NoiseNeedsPairwise),
        new([Estimators, Split, Validation], NeedsSamples),
    ];

    private static RunSpec NeedsEstimators(RunSpec spec, RuleScope scope, string path)
    {
        if (scope.IsGiven(path) && !spec.Plane.IsOn)
            scope.Error(path, $"{path} has no meaning without an information plane; set {Estimators}, e.g. to [binning-30, pairwise-upper, pairwise-lower]");
        return spec;
    }

    private static RunSpec NoiseNeedsPairwise(RunSpec spec, RuleScope scope)
    {
        if (scope.IsGiven(Noise) && spec.Plane.IsOn && !spec.Plane.Estimators.Any(estimator => estimator.IsPairwise))
            scope.Error(Noise, $"{Noise} belongs to pairwise-upper and pairwise-lower; {Estimators} has neither");
        return spec;
    }

    private static RunSpec NeedsSamples(RunSpec spec, RuleScope scope)
    {
        if (spec.Plane is { IsOn: true, Split: PlaneSplit.Validation } && spec.Validation == 0)
            scope.Error(Split, $"{Split} is validation, but {Validation} is 0; hold samples out, or set {Split} to all, train or test");
        return spec;
    }
}
