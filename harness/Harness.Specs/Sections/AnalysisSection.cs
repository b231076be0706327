using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Measures;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>measures</c>: how neurons are measured.</summary>
internal static class MeasureSection
{
    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<Split>>("measures.split", OneOrSet(SpecChoices.Split, 3), "The samples on which neurons are measured.",
            spec => spec.Measures.Splits, (spec, value) => spec with { Measures = spec.Measures with { Splits = value } })
            { AlsoCalled = ["splits"], Label = "measure-" },
        new RunKey<ImmutableArray<QuantizerRule>>("measures.quantizer", OneOrSet(new QuantizerType(), 32),
            "How a neuron's output becomes a symbol.",
            spec => spec.Measures.Quantizers, (spec, value) => spec with { Measures = spec.Measures with { Quantizers = value } })
            { AlsoCalled = ["quantizers", "bins"], Label = "" },
        new RunKey<int>("measures.permutations", new WholeType(0, 1_000_000), "Label permutations of the null distribution; 0 for none.",
            spec => spec.Measures.Permutations, (spec, value) => spec with { Measures = spec.Measures with { Permutations = value } }),
        new RunKey<int>("measures.resamples", new WholeType(0, 1_000_000),
            "Resamples of the 95% bootstrap interval of mutual information; 0 for none.",
            spec => spec.Measures.Resamples, (spec, value) => spec with { Measures = spec.Measures with { Resamples = value } })
            { AppliesTo = spec => spec.Measures.Resamples > 0, AlsoCalled = ["bootstrap"] },
        new RunKey<ImmutableArray<QuantizerRule>>("measures.sensitivity",
            new ListType<QuantizerRule>(new QuantizerType(), 0, 8) { AllowsSingle = true, IsSet = true },
            "Quantizers of which every smaller number of bits is looked at too, by merging bins, into the table bin_sensitivity.",
            spec => spec.Measures.Sensitivity, (spec, value) => spec with { Measures = spec.Measures with { Sensitivity = value } })
            { AppliesTo = spec => !spec.Measures.Sensitivity.IsEmpty, AlsoCalled = ["bin_sensitivity"] },
    ];

    private static ListType<T> OneOrSet<T>(SpecType<T> items, int maximum) => new(items, 1, maximum) { AllowsSingle = true, IsSet = true };
}

/// <summary>The section <c>ablation</c>: which ablations are computed.</summary>
internal static class AblationSection
{
    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<Measure>>("ablation.orders", Set(SpecChoices.Order, 0, 32),
            "Measures whose ranking is followed, ascending and descending; selections of neurons in view of each other (mrmr, jmi, cmim), "
            + "whose last choice counts as the lowest; greedy-accuracy, which removes what is missed least; or "
            + "scores of your own, from a table (CSV or Parquet; relative to the spec's folder) with the columns layer, neuron and score "
            + "and a row for each hidden neuron.",
            spec => spec.Ablation.Orders, (spec, value) => spec with { Ablation = spec.Ablation with { Orders = value } })
            { AlsoCalled = ["order"] },
        new RunKey<int>("ablation.random", new WholeType(0, 10_000), "Random orders beside them.",
            spec => spec.Ablation.Random, (spec, value) => spec with { Ablation = spec.Ablation with { Random = value } })
            { AlsoCalled = ["repetitions"] },
        new RunKey<ImmutableArray<ScopeChoice>>("ablation.scopes", Set(SpecChoices.Scope, 1, 2),
            "Neurons ranked within each layer, over the whole network, or both.",
            spec => spec.Ablation.Scopes, (spec, value) => spec with { Ablation = spec.Ablation with { Scopes = value } })
            { AlsoCalled = ["scope"] },
        new RunKey<Replacement>("ablation.replace", SpecChoices.Replacement,
            "What takes the place of a removed neuron's output: 0, its mean, or for each sample a draw from its outputs; of the intact "
            + "network on the first split of measures.",
            spec => spec.Ablation.Replace, (spec, value) => spec with { Ablation = spec.Ablation with { Replace = value } })
            { AlsoCalled = ["replacement", "replace_by"], Label = "" },
        new RunKey<Split>("ablation.split", SpecChoices.Split, "The samples on which accuracy is evaluated.",
            spec => spec.Ablation.Split, (spec, value) => spec with { Ablation = spec.Ablation with { Split = value } })
            { Label = "ablate-" },
        new RunKey<int>("ablation.checks", new WholeType(0, 1_000_000),
            "Random steps per curve that are recomputed by a full float64 forward pass.",
            spec => spec.Ablation.Checks, (spec, value) => spec with { Ablation = spec.Ablation with { Checks = value } }),
        new RunKey<bool>("ablation.classes", new FlagType(),
            "Whether every step is evaluated class by class too, into the table ablation_classes.",
            spec => spec.Ablation.Classes, (spec, value) => spec with { Ablation = spec.Ablation with { Classes = value } })
            { AppliesTo = spec => spec.Ablation.Classes, AlsoCalled = ["per_class", "by_class"] },
        new RunKey<int>("ablation.greedy_samples", new WholeType(1, 1_000_000),
            "The samples on which greedy-accuracy counts right answers, spread evenly over the split of measures.",
            spec => spec.Ablation.GreedySamples,
            (spec, value) => spec with { Ablation = spec.Ablation with { GreedySamples = value } })
            { AppliesTo = spec => spec.Ablation.IsGreedy },
    ];

    private static ListType<T> Set<T>(SpecType<T> items, int minimum, int maximum) => new(items, minimum, maximum) { IsSet = true };
}

/// <summary>The section <c>insights</c>: how curves are read. Where all is as it was with one tolerance, it is no part of a run's JSON:
/// runs of versions without it keep their ids, and runs that are read otherwise have others.</summary>
internal static class InsightSection
{
    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<double>>("insights.epsilon",
            new ListType<double>(NumberType.FromTo(0, 1), 1, 8) { AllowsSingle = true, IsSet = true },
            "The shares of the accuracy above chance that may be lost while neurons count as not needed, in any order. Readings have 0.05 "
                + "where it is among them, else the least; at each they have its percent as a suffix.",
            spec => spec.Insights.Tolerances,
            (spec, value) => spec with { Insights = spec.Insights with { Tolerances = value.Sort() } })
            { AppliesTo = IsGiven, AlsoCalled = ["tolerance", "tolerances"] },
        new RunKey<double>("insights.delta", NumberType.FromTo(0, 1),
            "The share of it that may be left when a network counts as destroyed.",
            spec => spec.Insights.Delta, (spec, value) => spec with { Insights = spec.Insights with { Delta = value } })
            { AppliesTo = IsGiven },
        new RunKey<double>("insights.significance", NumberType.FromTo(0, 1),
            "A neuron whose q-value is above it says nothing about the class by itself.",
            spec => spec.Insights.Significance, (spec, value) => spec with { Insights = spec.Insights with { Significance = value } })
            { AppliesTo = IsGiven, AlsoCalled = ["alpha", "fdr"] },
        new RunKey<int>("insights.permutations", new WholeType(1, 1_000_000), "Permutations of the p-values of Simpson's check.",
            spec => spec.Insights.Permutations, (spec, value) => spec with { Insights = spec.Insights with { Permutations = value } })
            { AppliesTo = IsGiven },
    ];

    private static bool IsGiven(RunSpec spec) => spec.Insights != InsightOptions.Earlier;
}

/// <summary>The demands of measures and orders on the network and on the data.</summary>
internal static class AnalysisRules
{
    private const string Activation = "network.activation", Orders = "ablation.orders", Validation = "training.validation";
    private const string Sensitivity = "measures.sensitivity", Quantizer = "measures.quantizer", Pairs = "pairs.quantizer";
    private const string Measured = "measures.split", Ablated = "ablation.split", Hidden = "network.hidden";

    public static ImmutableArray<SpecRule> All { get; } =
    [
        new([Measured, Validation], (spec, scope) => NeedsSamples(spec, scope, Measured, spec.Measures.Splits.Contains(Split.Validation))),
        new([Ablated, Validation], (spec, scope) => NeedsSamples(spec, scope, Ablated, spec.Ablation.Split == Split.Validation)),
        new([Quantizer, Activation], (spec, scope) => ZeroBinNeedsRelu(spec, scope, Quantizer, spec.Measures.Quantizers)),
        new([Sensitivity, Activation], (spec, scope) => ZeroBinNeedsRelu(spec, scope, Sensitivity, spec.Measures.Sensitivity)),
        new([Pairs, Activation], (spec, scope) => spec.Pairs.IsOn ? ZeroBinNeedsRelu(spec, scope, Pairs, [spec.Pairs.Quantizer]) : spec),
        new([Sensitivity], SensitivityNeedsBits),
        new([Orders, Activation], OrdersFitTheActivation),
        new([Orders], ScoresHaveNamesOfTheirOwn),
    ];

    /// <summary>Those for which the network must be known.</summary>
    public static ImmutableArray<SpecRule> OfRuns { get; } = [new([Orders, Hidden], ScoresFitTheNetwork)];

    private static RunSpec ScoresHaveNamesOfTheirOwn(RunSpec spec, RuleScope scope)
    {
        foreach (var same in spec.Ablation.Orders.GroupBy(order => order.Name, StringComparer.OrdinalIgnoreCase))
            if (same.Count() > 1)
                scope.Error(Orders, $"{Orders} has {same.Count()} orders of the name {same.Key}; names must differ");
        return spec;
    }

    private static RunSpec ScoresFitTheNetwork(RunSpec spec, RuleScope scope)
    {
        foreach (var order in spec.Ablation.Orders)
            if (order.Scores?.Misfit(spec.Network.Hidden) is { } misfit)
                scope.Error(Orders, misfit);
        return spec;
    }

    private static RunSpec NeedsSamples(RunSpec spec, RuleScope scope, string path, bool usesValidation)
    {
        if (usesValidation && spec.Validation == 0)
            scope.Error(
                scope.IsGiven(path) ? path : Validation,
                $"{path} is validation, but training.validation is 0; hold samples out, or set {path} to train or test");
        return spec;
    }

    private static RunSpec ZeroBinNeedsRelu(RunSpec spec, RuleScope scope, string path, ImmutableArray<QuantizerRule> quantizers)
    {
        foreach (var quantizer in quantizers)
            if (quantizer.Kind == QuantizerKind.ZeroUniform && spec.Network.Activation != Engine.Networks.Activation.Relu)
                scope.Error(
                    path,
                    $"quantizer {quantizer.Name} has a bin for exactly 0, which only relu reaches; network.activation is {NameOf(spec)}");
        return spec;
    }

    private static RunSpec SensitivityNeedsBits(RunSpec spec, RuleScope scope)
    {
        if (spec.Measures.Sensitivity.Any(quantizer => quantizer.Kind == QuantizerKind.OneBit))
            scope.Error(
                Sensitivity, $"{Sensitivity} has one-bit, which has no coarser quantizer; name the finest, e.g. uniform-8 or quantile-8");
        return spec;
    }

    /// <summary>
    /// A measure that means nothing for the activation: an error where the spec names it, left out where it is a default.
    /// </summary>
    private static RunSpec OrdersFitTheActivation(RunSpec spec, RuleScope scope)
    {
        var named = scope.IsGiven(Orders);
        foreach (var measure in spec.Ablation.Orders.Where(measure => !measure.AppliesTo(spec.Network.Activation)))
        {
            if (named)
            {
                scope.Error(
                    Orders,
                    $"ablation.orders names {measure.Name}, which needs {measure.Needs}; network.activation is {NameOf(spec)}");
            }
            else
                scope.Warn($"the order {measure.Name} is left out: it needs {measure.Needs}, and network.activation is {NameOf(spec)}");
        }
        return named ? spec : spec with { Ablation = spec.Ablation with { Orders = Fitting(spec) } };
    }

    private static ImmutableArray<Measure> Fitting(RunSpec spec) =>
        spec.Ablation.Orders.RemoveAll(measure => !measure.AppliesTo(spec.Network.Activation));

    private static string NameOf(RunSpec spec) => SpecChoices.Activation.NameOf(spec.Network.Activation);
}
