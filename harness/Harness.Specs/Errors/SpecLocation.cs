namespace Harness.Specs.Errors;

/// <summary>Where a value stands: a file with a 1-based line and column, or (line 0) an override or a whole file.</summary>
public readonly record struct SpecLocation(string Source, int Line, int Column)
{
    public static SpecLocation Whole(string source) => new(source, 0, 0);

    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
