using System.Collections.Immutable;
using Harness.Specs.Keys;

namespace Harness.Specs.Rules;

/// <summary>What a rule sees of a point: which keys are given, and where to report.</summary>
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
