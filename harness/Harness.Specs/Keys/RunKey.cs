using System.Text.Json.Nodes;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Keys;

/// <summary>A key that is part of one run, and thus of its identity; all but the name can be swept.</summary>
public abstract class RunKey(string path, string description) : SpecKey(path, description)
{
    /// <summary>A spec without it is an error.</summary>
    public bool IsRequired { get; init; }

    /// <summary>False for the name, which all runs of a spec share.</summary>
    public bool CanSweep { get; init; } = true;

    /// <summary>What stands before a swept value in a run's name; by default the key's name and =.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the key means anything for a run; where not, it is no part of the run's JSON.</summary>
    public Func<RunSpec, bool> AppliesTo { get; init; } = _ => true;

    /// <summary>Reads a value; null when it is wrong, which is then reported.</summary>
    internal abstract SpecAssignment? Read(SpecNode node, ReadScope scope);

    /// <summary>What the value must be, as JSON Schema.</summary>
    internal abstract JsonObject Schema(IReadOnlyCollection<string> datasets);

    /// <summary>The value that a run has, as JSON.</summary>
    internal abstract string Json(RunSpec spec);
}
