namespace Harness.Report.Reading;

/// <summary>Something that the report does not show, and why.</summary>
/// <param name="About">What it is about, e.g. a table's name.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Details">File by file, as far as they are listed.</param>
public sealed record Notice(string About, string Text, IReadOnlyList<string> Details);
