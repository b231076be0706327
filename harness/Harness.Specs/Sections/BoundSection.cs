using System.Collections.Immutable;
using Engine.Bounds;
using Engine.Training;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>bounds</c>, on the generalization gap: its keys, and the runs that each bound can be given for.</summary>
internal static class BoundSection
{
    private const string Names = "bounds.names", Delta = "bounds.delta";
    private const string Estimators = "information_plane.estimators", Epochs = "information_plane.epochs";
    private const string Optimizer = "training.optimizer", Noise = "training.noise", Model = "network.model", Subset = "training.subset";

    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<BoundKind>>(Names,
            new ListType<BoundKind>(SpecChoices.Bound, 0, SpecChoices.Bound.Names.Count()) { IsSet = true },
            "Bounds on the generalization gap, by their authors.",
            spec => spec.Bounds.Names, (spec, value) => spec with { Bounds = spec.Bounds with { Names = value } })
            { AppliesTo = spec => spec.Bounds.IsOn, AlsoCalled = ["name", "bounds"] },
        new RunKey<double>(Delta, NumberType.Between(0, 1), "Chance with which shwartz-ziv-painsky-tishby may fail.",
            spec => spec.Bounds.Delta, (spec, value) => spec with { Bounds = spec.Bounds with { Delta = value } })
            { AppliesTo = spec => spec.Bounds.Names.Contains(BoundKind.ShwartzZivPainskyTishby), AlsoCalled = ["confidence"] },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        new([Names, Delta], DeltaNeedsItsBound),
        new([Names, Estimators, Epochs, "training.epochs"], LayersNeedThePlane),
        new([Names, "training.patience"], LayersNeedTheLastNetwork),
        new([Names, Optimizer, Noise], XuRaginskyNeedsNoise),
        new([Names, Model, Subset], IndividualSamplesNeedDraws),
        new([Names, "input.fit"], WeightsTellAll),
        new([Names, "training.schedule", "training.warmup"], XuRaginskyNeedsOneRate),
    ];

    private static RunSpec DeltaNeedsItsBound(RunSpec spec, RuleScope scope)
    {
        if (scope.IsGiven(Delta) && !spec.Bounds.Names.Contains(BoundKind.ShwartzZivPainskyTishby))
            scope.Error(Delta, $"{Delta} belongs to shwartz-ziv-painsky-tishby, which {Names} does not have");
        return spec;
    }

    private static RunSpec LayersNeedThePlane(RunSpec spec, RuleScope scope)
    {
        foreach (var bound in spec.Bounds.Names.Where(bound => bound is BoundKind.VeraPiantanidaVega or BoundKind.ShwartzZivPainskyTishby))
        {
            if (!spec.Plane.IsOn)
                scope.Error(Names, $"{NameOf(bound)} needs I(X;L) of every layer; set {Estimators}, e.g. to [binning-30]");
            else if (spec.Plane.Epochs.Of(spec.Training.Epochs) is var epochs && (epochs.IsEmpty || epochs[^1] != spec.Training.Epochs))
                scope.Error(
                    Epochs, $"{NameOf(bound)} needs I(X;L) after the last epoch, {spec.Training.Epochs}; add it to {Epochs}");
        }
        return spec;
    }

    private static RunSpec LayersNeedTheLastNetwork(RunSpec spec, RuleScope scope)
    {
        foreach (var bound in spec.Bounds.Names.Where(bound => bound is BoundKind.VeraPiantanidaVega or BoundKind.ShwartzZivPainskyTishby))
            if (spec.Training.Patience > 0)
                scope.Error(
                    Names,
                    $"{NameOf(bound)} needs I(X;L) of the final network, which with training.patience is an earlier epoch's; "
                    + "remove training.patience");
        return spec;
    }

    private static RunSpec XuRaginskyNeedsNoise(RunSpec spec, RuleScope scope)
    {
        if (!spec.Bounds.Names.Contains(BoundKind.XuRaginsky))
            return spec;
        if (spec.Training.Optimizer != OptimizerKind.Sgld)
            scope.Error(
                Names,
                "xu-raginsky needs I(S;W), which is bounded for noisy training only: "
                + $"set {Optimizer}: sgld with {Noise} and training.clip; the optimizer is {TrainingRules.NameOf(spec)}");
        else if (scope.IsGiven(Noise) && spec.Training.Noise == 0)
            scope.Error(Noise, $"xu-raginsky needs noise in every step; {Noise} is 0");
        return spec;
    }

    private static RunSpec XuRaginskyNeedsOneRate(RunSpec spec, RuleScope scope)
    {
        if (spec.Bounds.Names.Contains(BoundKind.XuRaginsky) && !spec.Training.Schedule.IsConstant)
            scope.Error(Names, "xu-raginsky is given for one learning rate; remove training.schedule and training.warmup");
        return spec;
    }

    private static RunSpec IndividualSamplesNeedDraws(RunSpec spec, RuleScope scope)
    {
        if (!spec.Bounds.Names.Contains(BoundKind.BuZouVeeravalli))
            return spec;
        if (spec.Network.Model != NetworkModel.Logistic)
            scope.Error(
                Names,
                $"bu-zou-veeravalli is estimated for a model of a few parameters: set {Model}: logistic on a data set of two features");
        else if (spec.Subset is null)
            scope.Error(Names, $"bu-zou-veeravalli needs a training set of its own for every seed: set {Subset}, e.g. to 30");
        return spec;
    }

    /// <summary>A bound by what the weights tell of the samples misses what a fitted scale tells of them.</summary>
    private static RunSpec WeightsTellAll(RunSpec spec, RuleScope scope)
    {
        if (!InputSection.IsFitted(spec))
            return spec;
        foreach (var bound in spec.Bounds.Names.Where(bound => bound is BoundKind.XuRaginsky or BoundKind.BuZouVeeravalli))
            scope.Error(
                Names,
                $"{NameOf(bound)} does not hold with input.fit: the fitted numbers depend on the training samples too; "
                + "give input.mean and input.std by hand");
        return spec;
    }

    private static string NameOf(BoundKind bound) => SpecChoices.Bound.NameOf(bound);
}
