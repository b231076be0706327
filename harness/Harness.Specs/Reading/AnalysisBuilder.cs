using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Specs.Keys;
using Harness.Specs.Sections;
using Harness.Specs.Types;

namespace Harness.Specs.Reading;

/// <summary>Reads the overrides of an analysis, which has no spec file and trains nothing.</summary>
internal static class AnalysisBuilder
{
    private static readonly string[] Sections = ["input", "measures", "pairs", "ablation", "insights"];

    /// <summary>Those of activations without a network.</summary>
    private static readonly string[] OfMeasures = ["measures", "pairs"];

    /// <summary>Keys of these sections that are about a training.</summary>
    private static readonly RunKey[] OfTraining = [.. HistorySection.OfMeasures, .. HistorySection.OfAblation];

    public static AnalysisSpec Build(
        IReadOnlyList<string> overrides, ReadScope scope, Activation activation, Split measureSplit, Split evaluateSplit)
    {
        var given = Given("analyze", overrides, scope, Sections);
        var reports = new RuleReports(scope.Errors);
        var spec = Apply(given, Defaults(activation, measureSplit, evaluateSplit), reports);
        scope.Errors.ThrowIfAny();
        var input = given.Assignments.Any(assignment => assignment.Key.Section == "input") ? spec.Input : null;
        return new AnalysisSpec(input, spec.Measures, spec.Ablation, spec.Insights, [.. reports.Warnings])
        {
            Pairs = spec.Pairs,
        };
    }

    /// <param name="activation">Null where it is not known: then outputs show what fits them.</param>
    /// <param name="defaults">Of the measures.</param>
    public static MeasuringSpec BuildMeasures(
        IReadOnlyList<string> overrides, ReadScope scope, Activation? activation, MeasureOptions defaults)
    {
        var given = Given("measure", overrides, scope, OfMeasures);
        var spec = Apply(
            given,
            Defaults(activation ?? Activation.Relu, Split.Test, Split.Test) with { Measures = defaults },
            new RuleReports(scope.Errors));
        if (spec.Measures.Splits.Length > 1)
            scope.Errors.Add(
                SpecLocation.Whole("measure"), "measures.split has several names, and the activations are of one set of samples: give one");
        scope.Errors.ThrowIfAny();
        return new MeasuringSpec(spec.Measures, spec.Pairs);
    }

    private static GivenKeys Given(string command, IReadOnlyList<string> overrides, ReadScope scope, string[] sections)
    {
        var given = new GivenKeys(SpecLocation.Whole(command), new Dictionary<string, SpecLocation>());
        foreach (var assignment in Assignments(overrides, scope, sections))
            given.Add(assignment);
        return given;
    }

    private static RunSpec Apply(GivenKeys given, RunSpec defaults, RuleReports reports)
    {
        var spec = given.Assignments.Aggregate(defaults, (spec, assignment) => assignment.Apply(spec));
        foreach (var rule in SpecRules.OfAnalysis)
            spec = rule.Apply(spec, new RuleScope(given, [], rule, reports));
        return spec;
    }

    private static RunSpec Defaults(Activation activation, Split measureSplit, Split evaluateSplit) => SpecKeys.Blank with
    {
        Network = SpecKeys.Blank.Network with { Activation = activation },
        Measures = SpecKeys.Blank.Measures with { Splits = [measureSplit] },
        Ablation = SpecKeys.Blank.Ablation with { Split = evaluateSplit },
    };

    private static IEnumerable<SpecAssignment> Assignments(
        IReadOnlyList<string> overrides, ReadScope scope, string[] sections) => overrides
        .Select(text => SpecOverride.Parse(text, scope.Errors))
        .Select(given => given is null ? null : Read(given, scope, sections))
        .OfType<SpecAssignment>()
        .GroupBy(assignment => assignment.Key.Path)
        .Select(group => group.Last());

    private static SpecAssignment? Read(SpecOverride given, ReadScope scope, string[] sections)
    {
        if (SpecKeys.Find(given.Path) is { } key && sections.Contains(key.Section) && !OfTraining.Contains(key))
            return key.Read(given.Value, scope with { What = key.Path });
        var known = SpecKeys.All.Any(key => key.Path == given.Path);
        var allowed = string.Join(", ", sections);
        scope.Errors.Add(
            given.Where,
            known
                ? sections == OfMeasures
                    ? $"{given.Path} has no meaning for activations without their network; what can be set is {allowed}"
                    : $"{given.Path} has no meaning for a trained network; the sections of an analysis are {allowed}"
                : UnknownKey.Message(given.Path));
        return null;
    }
}
