using System.Collections.Immutable;
using Engine.InformationPlane;
using Engine.Training;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>information_plane</c>: how it is estimated.</summary>
internal static class PlaneSection
{
    private const string Estimators = "information_plane.estimators", Noise = "information_plane.noise", Split = "information_plane.split";
    private const string Validation = "training.validation";

    private static readonly string[] Details = ["information_plane.epochs", Split, "information_plane.samples", Noise];

    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<PlaneEstimator>>(Estimators,
            new ListType<PlaneEstimator>(new PlaneEstimatorType(), 0, 32) { IsSet = true },
            "How I(X;L) and I(Y;L) of every layer are estimated during training; none for no information plane.",
            spec => spec.Plane.Estimators, (spec, value) => spec with { Plane = spec.Plane with { Estimators = value } })
            { AppliesTo = IsOn, AlsoCalled = ["estimator", "methods"] },
        new RunKey<EpochSchedule>("information_plane.epochs", new ScheduleType(), "The epochs at which it is estimated.",
            spec => spec.Plane.Epochs, (spec, value) => spec with { Plane = spec.Plane with { Epochs = value } })
            { AppliesTo = IsOn, AlsoCalled = ["schedule"] },
        new RunKey<PlaneSplit>(Split, SpecChoices.PlaneSplit,
            "The samples; all takes training, validation and test samples together.",
            spec => spec.Plane.Split, (spec, value) => spec with { Plane = spec.Plane with { Split = value } })
            { AppliesTo = IsOn, Label = "plane-" },
        new RunKey<int>("information_plane.samples", new WholeType(1, 1_000_000),
            "So many samples at most, drawn at random, the same for every run and epoch.",
            spec => spec.Plane.Samples, (spec, value) => spec with { Plane = spec.Plane with { Samples = value } })
            { AppliesTo = IsOn, AlsoCalled = ["subsample"] },
        new RunKey<double>(Noise, NumberType.FromTo(1e-20, 1e20),
            "Variance of the Gaussian noise that the pairwise estimators add to every output.",
            spec => spec.Plane.Noise, (spec, value) => spec with { Plane = spec.Plane with { Noise = value } })
            {
                AppliesTo = spec => spec.Plane.Estimators.Any(estimator => estimator.IsPairwise),
                AlsoCalled = ["variance", "noise_variance"],
            },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        .. Details.Select(path => new SpecRule([Estimators, path], (spec, scope) => NeedsEstimators(spec, scope, path))),
        new([Estimators, Noise], NoiseNeedsPairwise),
        new([Estimators, Split, Validation], NeedsSamples),
    ];

    private static RunSpec NeedsEstimators(RunSpec spec, RuleScope scope, string path)
    {
        if (scope.IsGiven(path) && !spec.Plane.IsOn)
            scope.Error(
                path,
                $"{path} has no meaning without an information plane; set {Estimators}, "
                + "e.g. to [binning-30, pairwise-upper, pairwise-lower]");
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

    private static bool IsOn(RunSpec spec) => spec.Plane.IsOn;
}
