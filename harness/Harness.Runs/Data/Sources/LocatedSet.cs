using System.Security.Cryptography;
using Engine;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>A data set whose files were all found in one place, not yet read.</summary>
/// <param name="Files">In the catalogue's order.</param>
public sealed record LocatedSet(DataSetEntry Entry, SourceKind Source, string Folder, IReadOnlyList<LocatedFile> Files);

/// <summary>A file of a data set and its place.</summary>
/// <param name="Path">The file; for a shipped file the name under which it is built in.</param>
public sealed record LocatedFile(CatalogueFile Entry, string Path, bool IsShipped = false)
{
    /// <summary>Opens the file for reading; its content also feeds <paramref name="wholeSet"/>.</summary>
    public DataFile Open(IncrementalHash? wholeSet = null) =>
        IsShipped ? new DataFile(Path, DataCatalogue.OpenResource(Path), wholeSet) : DataFile.Open(Path, wholeSet);
}

/// <summary>Compares a file with the catalogue.</summary>
internal static class ContentCheck
{
    /// <exception cref="UserErrorException">The file has not the catalogue's size and checksum, or is damaged.</exception>
    public static void Require(LocatedFile file)
    {
        using var content = file.Open();
        content.ReadToEnd();
        if (Matches(file.Entry, content))
            return;
        throw new UserErrorException(
            $"{Path.GetFileName(file.Path)} has the wrong content: {Describe(content.Position, content.Sha256())}, needed are "
                + $"{Describe(file.Entry.Size!.Value, file.Entry.Sha256!)}");
    }

    /// <summary>Whether the content, read to its end, is what the catalogue expects; true where it expects nothing.</summary>
    public static bool Matches(CatalogueFile expected, DataFile content) =>
        (expected.Size is null || expected.Size == content.Position) && (expected.Sha256 is null || expected.Sha256 == content.Sha256());

    private static string Describe(long bytes, string sha256) => $"{bytes} bytes of SHA-256 {sha256}";
}
