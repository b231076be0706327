using System.Text.Json.Nodes;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Keys;

/// <summary>A key of the spec, for reading, for suggestions and for the reference of all keys.</summary>
/// <param name="path">Dotted: <c>training.l2</c>; no dot for a key at the top.</param>
public abstract class SpecKey(string path, string description)
{
    public string Path => path;

    public string Description => description;

    /// <summary>The demand on a value, to follow "must be".</summary>
    public abstract string Expected { get; }

    /// <summary>The default as a spec would write it; null when the key is required.</summary>
    public abstract string? DefaultValue { get; }

    /// <summary>Names in other programs; only for suggestions.</summary>
    public IReadOnlyList<string> AlsoCalled { get; init; } = [];

    /// <summary><c>training</c> of <c>training.l2</c>; empty at the top.</summary>
    public string Section => path.Contains('.', StringComparison.Ordinal) ? path[..path.IndexOf('.', StringComparison.Ordinal)] : "";

    /// <summary><c>l2</c> of <c>training.l2</c>.</summary>
    public string Name => path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

/// <summary>A key that is part of one run, and thus of its identity; all but the name can be swept.</summary>
public abstract class RunKey(string path, string description) : SpecKey(path, description)
{
    /// <summary>A spec without it is an error.</summary>
    public bool IsRequired { get; init; }

    /// <summary>False for the name, which all runs of a spec share.</summary>
    public bool CanSweep { get; init; } = true;

    /// <summary>The text before a swept value in a run's name; by default the key's name and =.</summary>
    public string? Label { get; init; }

    /// <summary>Whether its value may stand in place of its whole section: <c>input: standardize</c>.</summary>
    public bool StandsForSection { get; init; }

    /// <summary>Whether the key means anything for a run; where not, it is no part of the run's JSON.</summary>
    public Func<RunSpec, bool> AppliesTo { get; init; } = _ => true;

    /// <summary>As which its values are kept in a column.</summary>
    public SpecValueKind Kind => Schema([])["type"] is JsonValue type && type.TryGetValue<string>(out var name)
        ? name switch
        {
            "number" => SpecValueKind.Number,
            "integer" => SpecValueKind.Whole,
            "boolean" => SpecValueKind.Flag,
            _ => SpecValueKind.Text,
        }
        : SpecValueKind.Text;

    /// <summary>Reads a value; null when it is wrong, which is then reported.</summary>
    internal abstract SpecAssignment? Read(SpecNode node, ReadScope scope);

    /// <summary>The demand on a value, as JSON Schema.</summary>
    internal abstract JsonObject Schema(IReadOnlyCollection<string> datasets);

    /// <summary>The value that a run has, as JSON.</summary>
    internal abstract string Json(RunSpec spec);
}

/// <summary>A key whose values are of type <typeparamref name="T"/>, tied to its place in <see cref="RunSpec"/>.</summary>
public sealed class RunKey<T>(string path, SpecType<T> type, string description, Func<RunSpec, T> get, Func<RunSpec, T, RunSpec> set)
    : RunKey(path, description)
{
    public SpecType<T> Type => type;

    public override string Expected => type.Expected;

    /// <summary>Says a default that depends on other keys or on the data; otherwise the default is the record's.</summary>
    public string? DefaultText { get; init; }

    public override string? DefaultValue => IsRequired ? null : DefaultText ?? Json(SpecKeys.Blank).Replace("\"", "").Replace(",", ", ");

    internal override SpecAssignment? Read(SpecNode node, ReadScope scope) =>
        type.TryRead(node, scope, out var value)
            ? new SpecAssignment(this, type.Json(value), type.Short(value), node.Where, spec => set(spec, value))
            : null;

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => type.Schema(datasets);

    internal override string Json(RunSpec spec) => type.Json(get(spec));
}

/// <summary>The values that a key can have, as far as a column needs to know it: a number, a whole one, true or false, or any text, lists
/// as JSON.</summary>
public enum SpecValueKind
{
    Number,
    Whole,
    Flag,
    Text,
}

/// <summary>A key that says which runs there are, not what one run is: <c>seeds</c> and <c>sweep</c>.</summary>
public sealed class PlanKey(string path, string description, string expected, string defaultText) : SpecKey(path, description)
{
    public override string Expected => expected;

    public override string? DefaultValue => defaultText;
}

/// <summary>A key with a value that was read and is valid by itself.</summary>
/// <param name="Json">The value's JSON; equal values have equal texts.</param>
/// <param name="Short">The value in names of runs.</param>
/// <param name="Where">Where the value stands.</param>
public sealed record SpecAssignment(RunKey Key, string Json, string Short, SpecLocation Where, Func<RunSpec, RunSpec> Apply)
{
    /// <summary>As messages name it, e.g. <c>training.l2=0.001</c>.</summary>
    public override string ToString() => $"{Key.Path}={Json.Replace("\"", "", StringComparison.Ordinal)}";
}
