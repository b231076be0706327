namespace Harness.Specs;

/// <summary>The data set a spec asks for.</summary>
/// <param name="Text">The catalogue's name, or the folder as the spec writes it: this is what a run's identity depends on.</param>
/// <param name="Path">The folder as a full path; empty for a named set.</param>
public sealed record DatasetReference(DatasetSource Source, string Text, string Path = "")
{
    public static DatasetReference Named(string name) => new(DatasetSource.Named, name);
}
