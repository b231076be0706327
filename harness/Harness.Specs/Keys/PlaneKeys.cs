using System.Collections.Immutable;
using Engine.InformationPlane;
using Engine.Training;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>How the information plane is estimated.</summary>
internal static class PlaneKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<ImmutableArray<PlaneEstimator>>("information_plane.estimators", new ListType<PlaneEstimator>(new PlaneEstimatorType(), 0, 32) { IsSet = true },
            "How I(X;L) and I(Y;L) of every layer are estimated during training; none for no information plane.",
            spec => spec.Plane.Estimators, (spec, value) => spec with { Plane = spec.Plane with { Estimators = value } })
            { AppliesTo = IsOn, AlsoCalled = ["estimator", "methods"] },
        new RunKey<EpochSchedule>("information_plane.epochs", new ScheduleType(), "The epochs at which it is estimated.",
            spec => spec.Plane.Epochs, (spec, value) => spec with { Plane = spec.Plane with { Epochs = value } })
            { AppliesTo = IsOn, AlsoCalled = ["schedule"] },
        new RunKey<PlaneSplit>("information_plane.split", SpecChoices.PlaneSplit, "The samples; all takes training, validation and test samples together.",
            spec => spec.Plane.Split, (spec, value) => spec with { Plane = spec.Plane with { Split = value } })
            { AppliesTo = IsOn, Label = "plane-" },
        new RunKey<int>("information_plane.samples", new WholeType(1, 1_000_000), "So many samples at most, drawn at random, the same for every run and epoch.",
            spec => spec.Plane.Samples, (spec, value) => spec with { Plane = spec.Plane with { Samples = value } })
            { AppliesTo = IsOn, AlsoCalled = ["subsample"] },
        new RunKey<double>("information_plane.noise", NumberType.Above(0), "Variance of the Gaussian noise that the pairwise estimators add to every output.",
            spec => spec.Plane.Noise, (spec, value) => spec with { Plane = spec.Plane with { Noise = value } })
            { AppliesTo = spec => spec.Plane.Estimators.Any(estimator => estimator.IsPairwise), AlsoCalled = ["variance", "noise_variance"] },
    ];

    private static bool IsOn(RunSpec spec) => spec.Plane.IsOn;
}
