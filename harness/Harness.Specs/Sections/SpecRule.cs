using System.Collections.Immutable;
using Harness.Specs.Keys;

namespace Harness.Specs.Sections;

/// <summary>Something that several keys must agree on, or a default that depends on other keys.</summary>
/// <param name="Keys">All that it looks at: when one of them could not be read it is left out, and an error names their swept
/// values.</param>
/// <param name="Apply">Reports what is wrong and gives the spec, completed.</param>
internal sealed record SpecRule(ImmutableArray<string> Keys, Func<RunSpec, RuleScope, RunSpec> Apply);

/// <summary>All rules, in the order in which they are applied.</summary>
internal static class SpecRules
{
    public static ImmutableArray<SpecRule> All { get; } =
    [
        .. NetworkSection.Rules, .. InputSection.Rules, .. TrainingRules.All, .. AnalysisRules.All,
        .. AnalysisRules.OfRuns, .. HistorySection.Rules, .. PictureSection.Rules, .. PlaneSection.Rules, .. BoundSection.Rules,
    ];

    /// <summary>Those that hold for a network trained elsewhere too.</summary>
    public static ImmutableArray<SpecRule> OfAnalysis { get; } = [.. InputSection.Rules, .. AnalysisRules.All];
}

/// <summary>A point as a rule sees it: which keys are given, and where to report.</summary>
internal sealed class RuleScope(GivenKeys given, ImmutableArray<SpecAssignment> varied, SpecRule rule, RuleReports reports)
{
    public bool IsGiven(string path) => Given(path) is not null;

    /// <summary>Reports a mistake at the value of <paramref name="path"/>, or where it should stand.</summary>
    public void Error(string path, string message) => reports.Errors.Add(Given(path)?.Where ?? given.PlaceOf(path), message + Varied());

    public void Warn(string message) => reports.Warn(message + Varied());

    private SpecAssignment? Given(string path)
    {
        foreach (var assignment in varied)
            if (assignment.Key.Path == path)
                return assignment;
        return given.Find(path);
    }

    /// <summary>The point, by those swept values that the rule looks at: points that differ in others break it in the same way.</summary>
    private string Varied()
    {
        var relevant = varied.Where(assignment => rule.Keys.Contains(assignment.Key.Path)).ToList();
        return relevant.Count == 0 ? "" : $" (at the sweep's {string.Join(", ", relevant)})";
    }
}

/// <summary>The keys that a spec gives outside its sweep.</summary>
/// <param name="root">Where a key that is missing should stand.</param>
/// <param name="sections">Where each section stands.</param>
internal sealed class GivenKeys(SpecLocation root, IReadOnlyDictionary<string, SpecLocation> sections)
{
    private readonly Dictionary<string, SpecAssignment> _assignments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public IEnumerable<SpecAssignment> Assignments => _assignments.Values;

    public void Add(SpecAssignment assignment) => _assignments.Add(assignment.Key.Path, assignment);

    /// <summary>Notes a key that is given, in the spec or its sweep, with a value that could not be read.</summary>
    public void AddFailed(string path) => _failed.Add(path);

    public bool HasFailed(string path) => _failed.Contains(path);

    public SpecAssignment? Find(string path) => _assignments.GetValueOrDefault(path);

    public SpecLocation PlaceOf(string path) =>
        sections.TryGetValue(path.Split('.')[0], out var section) ? section : root;
}

/// <summary>Where rules report: errors, and warnings, each once.</summary>
internal sealed class RuleReports(SpecErrors errors)
{
    private readonly List<string> _warnings = [];

    public SpecErrors Errors => errors;

    public IReadOnlyList<string> Warnings => _warnings;

    public void Warn(string message)
    {
        if (!_warnings.Contains(message))
            _warnings.Add(message);
    }
}
