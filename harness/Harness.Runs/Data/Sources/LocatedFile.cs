using System.Security.Cryptography;
using Engine.Data.Files;

namespace Harness.Data;

/// <summary>A file of a data set and where it lies.</summary>
/// <param name="Path">The file; for a shipped file the name under which it is built in.</param>
public sealed record LocatedFile(CatalogueFile Entry, string Path, bool IsShipped = false)
{
    /// <summary>Opens the file for reading; its content also feeds <paramref name="wholeSet"/>.</summary>
    public DataFile Open(IncrementalHash? wholeSet = null) =>
        IsShipped ? new DataFile(Path, DataCatalogue.OpenResource(Path), wholeSet) : DataFile.Open(Path, wholeSet);
}
