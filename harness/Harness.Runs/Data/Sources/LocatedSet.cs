namespace Harness.Data;

/// <summary>A data set whose files were all found in one place, not yet read.</summary>
/// <param name="Files">In the catalogue's order.</param>
public sealed record LocatedSet(DataSetEntry Entry, SourceKind Source, string Folder, IReadOnlyList<LocatedFile> Files);
