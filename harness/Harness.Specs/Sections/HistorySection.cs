using System.Collections.Immutable;
using Engine.Training;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The keys of <c>measures</c> and <c>ablation</c> that say when a network is looked at while it trains.</summary>
internal static class HistorySection
{
    private const string Measured = "measures.epochs", Ablated = "ablation.epochs", Models = "measures.models", Model = "network.model";

    private static readonly ScheduleType Epochs = new() { AllowsNone = true };

    public static ImmutableArray<RunKey> OfMeasures { get; } =
    [
        new RunKey<EpochSchedule>(Measured, Epochs,
            "The epochs of training at which every neuron is measured as well, into the tables neurons and histograms; none beyond "
            + "training.epochs.",
            spec => spec.History.Measured, (spec, value) => spec with { History = spec.History with { Measured = value } })
            { AppliesTo = spec => !spec.History.Measured.IsNone, AlsoCalled = ["schedule"] },
        new RunKey<bool>(Models, new FlagType(), "Whether the networks of these epochs, and of ablation.epochs, are kept in models.",
            spec => spec.History.KeepsModels, (spec, value) => spec with { History = spec.History with { KeepsModels = value } })
            { AppliesTo = spec => spec.History.KeepsModels, AlsoCalled = ["snapshots"] },
    ];

    public static ImmutableArray<RunKey> OfAblation { get; } =
    [
        new RunKey<EpochSchedule>(Ablated, Epochs,
            "The epochs of training at which every neuron is measured, all curves are computed and read as well, into the tables neurons, "
            + "histograms, ablation and insights; none beyond training.epochs.",
            spec => spec.History.Ablated, (spec, value) => spec with { History = spec.History with { Ablated = value } })
            { AppliesTo = spec => !spec.History.Ablated.IsNone, AlsoCalled = ["schedule"] },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        new([Measured, "training.epochs"], (spec, scope) => SomeAreReached(spec, scope, Measured, spec.History.Measured)),
        new([Ablated, "training.epochs"], (spec, scope) => SomeAreReached(spec, scope, Ablated, spec.History.Ablated)),
        new([Measured, Model], (spec, scope) => NeedsHidden(spec, scope, Measured, spec.History.Measured)),
        new([Ablated, Model], (spec, scope) => NeedsHidden(spec, scope, Ablated, spec.History.Ablated)),
        new([Models, Measured, Ablated], ModelsNeedEpochs),
    ];

    private static RunSpec SomeAreReached(RunSpec spec, RuleScope scope, string path, EpochSchedule schedule)
    {
        if (!schedule.IsNone && schedule.Of(spec.Training.Epochs).IsEmpty)
            scope.Error(
                path, $"{path} begins with epoch {schedule.Epochs[0]}, but training.epochs is {spec.Training.Epochs}; list epochs from 0 "
                    + $"(before the first step) to {spec.Training.Epochs}");
        return spec;
    }

    private static RunSpec NeedsHidden(RunSpec spec, RuleScope scope, string path, EpochSchedule schedule)
    {
        if (!schedule.IsNone && spec.Network.Model == NetworkModel.Logistic)
            scope.Error(path, $"{path} has no meaning with network.model: logistic, which has no hidden layer; remove it");
        return spec;
    }

    private static RunSpec ModelsNeedEpochs(RunSpec spec, RuleScope scope)
    {
        if (spec.History is { KeepsModels: true, IsOn: false })
            scope.Error(Models, $"{Models} keeps the networks of no epoch; set {Measured} or {Ablated}, e.g. to log-3");
        return spec;
    }
}
