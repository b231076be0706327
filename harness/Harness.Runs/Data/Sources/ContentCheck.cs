using Engine;
using Engine.Data.Files;

namespace Harness.Data;

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
        throw new UserErrorException($"{Path.GetFileName(file.Path)} has the wrong content: {Describe(content.Position, content.Sha256())}, needed are {Describe(file.Entry.Size!.Value, file.Entry.Sha256!)}");
    }

    /// <summary>Whether the content, read to its end, is what the catalogue expects; true where it expects nothing.</summary>
    public static bool Matches(CatalogueFile expected, DataFile content) =>
        (expected.Size is null || expected.Size == content.Position) && (expected.Sha256 is null || expected.Sha256 == content.Sha256());

    private static string Describe(long bytes, string sha256) => $"{bytes} bytes of SHA-256 {sha256}";
}
