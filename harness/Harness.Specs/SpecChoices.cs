using Engine.Ablation;
using Engine.Ablation.Selecting;
using Engine.Analysis;
using Engine.Bounds;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Measures;
using Engine.Networks;
using Engine.Training;
using Harness.Specs.Types;

namespace Harness.Specs;

/// <summary>The names of enumerated settings, in specs, on the command line and in tables.</summary>
public static class SpecChoices
{
    public static ChoiceType<Activation> Activation { get; } = new() { Hint = ActivationNames.Hint };

    public static ChoiceType<OptimizerKind> Optimizer { get; } = new();

    public static ChoiceType<L2Target> L2Target { get; } = new();

    public static ChoiceType<ScheduleKind> Schedule { get; } = new();

    public static ChoiceType<BoundKind> Bound { get; } = new();

    public static ChoiceType<Initialization> Initialization { get; } = new();

    public static ChoiceType<InputFit> InputFit { get; } = new();

    public static ChoiceType<Split> Split { get; } = new();

    public static ChoiceType<ObjectiveKind> Objective { get; } = new();

    public static ChoiceType<PlaneSplit> PlaneSplit { get; } = new();

    public static ChoiceType<Replacement> Replacement { get; } = new();

    public static ChoiceType<ScopeChoice> Scope { get; } = new();

    /// <summary>A measure or a selection.</summary>
    public static ChoiceType<Measure> Measure { get; } = Among([.. KnownMeasures.All, .. Selections.All]);

    /// <summary>The same, or scores from a file.</summary>
    public static OrderType Order { get; } = new();

    /// <summary>Some measures by their names.</summary>
    internal static ChoiceType<Measure> Among(IEnumerable<Measure> measures) => new(measures.Select(measure => (measure.Name, measure)));

    /// <summary>A spec names the kind only where it has no hidden layers: <c>model: logistic</c>.</summary>
    internal static ChoiceType<NetworkModel> Model { get; } = new([("logistic", NetworkModel.Logistic)]);
}
