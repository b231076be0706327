using System.Text.Json.Nodes;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Keys;

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
