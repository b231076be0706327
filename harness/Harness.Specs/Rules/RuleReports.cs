using Harness.Specs.Errors;

namespace Harness.Specs.Rules;

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
