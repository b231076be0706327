using System.Collections.Immutable;
using Engine.Data;
using Engine.Networks;
using Harness.Specs.Keys;
using Harness.Specs.Sections;
using Harness.Specs.Types;

namespace Harness.Specs.Reading;

/// <summary>Reads the overrides of an analysis, which has no spec file and trains nothing.</summary>
internal static class AnalysisBuilder
{
    private static readonly string[] Sections = ["input", "measures", "ablation", "insights"];

    /// <summary>Keys of these sections that are about a training.</summary>
    private static readonly RunKey[] OfTraining = [.. HistorySection.OfMeasures, .. HistorySection.OfAblation];

    public static AnalysisSpec Build(
        IReadOnlyList<string> overrides, ReadScope scope, Activation activation, Split measureSplit, Split evaluateSplit)
    {
        var given = new GivenKeys(SpecLocation.Whole("analyze"), new Dictionary<string, SpecLocation>());
        foreach (var assignment in Assignments(overrides, scope))
            given.Add(assignment);
        var reports = new RuleReports(scope.Errors);
        var defaults = Defaults(activation, measureSplit, evaluateSplit);
        var spec = given.Assignments.Aggregate(defaults, (spec, assignment) => assignment.Apply(spec));
        foreach (var rule in SpecRules.OfAnalysis)
            spec = rule.Apply(spec, new RuleScope(given, [], rule, reports));
        scope.Errors.ThrowIfAny();
        var input = given.Assignments.Any(assignment => assignment.Key.Section == "input") ? spec.Input : null;
        return new AnalysisSpec(input, spec.Measures, spec.Ablation, spec.Insights, [.. reports.Warnings]);
    }

    private static RunSpec Defaults(Activation activation, Split measureSplit, Split evaluateSplit) => SpecKeys.Blank with
    {
        Network = SpecKeys.Blank.Network with { Activation = activation },
        Measures = SpecKeys.Blank.Measures with { Splits = [measureSplit] },
        Ablation = SpecKeys.Blank.Ablation with { Split = evaluateSplit },
    };

    private static IEnumerable<SpecAssignment> Assignments(IReadOnlyList<string> overrides, ReadScope scope) => overrides
        .Select(text => SpecOverride.Parse(text, scope.Errors))
        .Select(given => given is null ? null : Read(given, scope))
        .OfType<SpecAssignment>()
        .GroupBy(assignment => assignment.Key.Path)
        .Select(group => group.Last());

    private static SpecAssignment? Read(SpecOverride given, ReadScope scope)
    {
        if (SpecKeys.Find(given.Path) is { } key && Sections.Contains(key.Section) && !OfTraining.Contains(key))
            return key.Read(given.Value, scope with { What = key.Path });
        var known = SpecKeys.All.Any(key => key.Path == given.Path);
        var allowed = string.Join(", ", Sections);
        scope.Errors.Add(
            given.Where,
            known
                ? $"{given.Path} has no meaning for a trained network; the sections of an analysis are {allowed}"
                : UnknownKey.Message(given.Path));
        return null;
    }
}
