namespace Harness.Data;

/// <summary>A file of a data set by its decompressed content.</summary>
/// <param name="Name">Its usual name, without .gz.</param>
/// <param name="Size">Bytes; null where nothing is known of the file, as in a folder of the user's own.</param>
/// <param name="Sha256">Lower case; null where nothing is known of the file.</param>
public sealed record CatalogueFile(string Name, long? Size = null, string? Sha256 = null)
{
    /// <summary>The names under which a folder may hold the file, the preferred first: plain before .gz, <c>x-idx3-ubyte</c> before <c>x.idx3-ubyte</c>.</summary>
    public IEnumerable<string> FileNames =>
        new[] { Name, Name.Replace("-idx", ".idx", StringComparison.Ordinal) }.Distinct().SelectMany(name => new[] { name, name + ".gz" });
}
