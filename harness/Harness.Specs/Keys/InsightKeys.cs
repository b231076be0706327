using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Analysis.Insights;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>How curves are read. Settings that are all at their defaults are no part of a run's JSON, so that runs of versions without them keep their ids.</summary>
internal static class InsightKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<double>("insights.epsilon", NumberType.FromTo(0, 1), "The share of the accuracy above chance that may be lost while neurons count as not needed.",
            spec => spec.Insights.Readings.Epsilon, (spec, value) => spec with { Insights = Reading(spec, readings => readings with { Epsilon = value }) })
            { AppliesTo = IsGiven, AlsoCalled = ["tolerance"] },
        new RunKey<double>("insights.delta", NumberType.FromTo(0, 1), "The share of it that may be left when a network counts as destroyed.",
            spec => spec.Insights.Readings.Delta, (spec, value) => spec with { Insights = Reading(spec, readings => readings with { Delta = value }) })
            { AppliesTo = IsGiven },
        new RunKey<double>("insights.significance", NumberType.FromTo(0, 1), "A neuron whose q-value is above it says nothing about the class by itself.",
            spec => spec.Insights.Readings.Significance, (spec, value) => spec with { Insights = Reading(spec, readings => readings with { Significance = value }) })
            { AppliesTo = IsGiven, AlsoCalled = ["alpha", "fdr"] },
        new RunKey<int>("insights.permutations", new WholeType(1, 1_000_000), "Permutations of the p-values of Simpson's check.",
            spec => spec.Insights.Permutations, (spec, value) => spec with { Insights = spec.Insights with { Permutations = value } })
            { AppliesTo = IsGiven },
        new RunKey<int>("insights.resamples", new WholeType(1, 1_000_000), "Resamples of the 95% bootstrap interval of a reading's mean over the seeds.",
            spec => spec.Insights.Resamples, (spec, value) => spec with { Insights = spec.Insights with { Resamples = value } })
            { AppliesTo = IsGiven, AlsoCalled = ["bootstrap"] },
    ];

    private static bool IsGiven(RunSpec spec) => spec.Insights != InsightOptions.Default;

    private static InsightOptions Reading(RunSpec spec, Func<ReadingSettings, ReadingSettings> change) =>
        spec.Insights with { Readings = change(spec.Insights.Readings) };
}
