using Harness.Specs.Errors;

namespace Harness.Specs;

/// <summary>One mistake in a spec or an override.</summary>
/// <param name="File">The spec file, or <c>override key=value</c>.</param>
/// <param name="Line">1-based; 0 for an override or the file as a whole.</param>
/// <param name="Column">1-based; 0 where <paramref name="Line"/> is.</param>
public sealed record SpecError(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{new SpecLocation(File, Line, Column)}: {Message}";
}
