using Harness.Specs.Errors;

namespace Harness.Specs.Keys;

/// <summary>A key with a value that was read and is valid by itself.</summary>
/// <param name="Json">The value's JSON; equal values have equal texts.</param>
/// <param name="Short">The value in names of runs.</param>
/// <param name="Where">Where the value stands.</param>
public sealed record SpecAssignment(RunKey Key, string Json, string Short, SpecLocation Where, Func<RunSpec, RunSpec> Apply)
{
    /// <summary>As messages name it, e.g. <c>training.l2=0.001</c>.</summary>
    public override string ToString() => $"{Key.Path}={Json.Replace("\"", "", StringComparison.Ordinal)}";
}
