namespace Harness.Data;

/// <summary>A data set and where it is.</summary>
/// <param name="Source">Null if the set is not on this machine.</param>
/// <param name="Folder">Null if the set is not on this machine, or is generated.</param>
/// <param name="Size">Bytes of decompressed content of all files; 0 for a generated set.</param>
public sealed record DataSetPresence(string Name, string Title, string Licence, SourceKind? Source, string? Folder, long Size)
{
    public bool IsPresent => Source is not null;
}
