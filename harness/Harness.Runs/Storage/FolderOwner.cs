using Engine;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>The sweep whose folder it is, as far as its manifest tells: which files are its own.</summary>
/// <param name="HasChecksums">Whether every table's file has a checksum.</param>
/// <param name="Runs">Ids of its runs; null where no manifest tells.</param>
/// <param name="Data">What its runs are done on; null where no manifest tells.</param>
internal sealed record FolderOwner(bool HasChecksums, IReadOnlySet<string>? Runs, IReadOnlyDictionary<string, string>? Data)
{
    /// <summary>Of a damaged file of a table.</summary>
    public const string Remedy = "copy it again, or remove it and run its sweep again with --resume";

    private static readonly FolderOwner Unknown = new(false, null, null);

    public static FolderOwner Of(string manifest)
    {
        try
        {
            return File.Exists(manifest) && Manifest.Read(manifest) is var read
                ? new FolderOwner(read.Checksums is not null, read.Runs.ToHashSet(StringComparer.Ordinal), read.Data)
                : Unknown;
        }
        catch (UserErrorException)
        {
            // Whoever needs the manifest says what is wrong with it.
            return Unknown;
        }
    }

    /// <summary>
    /// Whether a file of this name is a run's, or of all seeds of a point together. Sync tools, and people who copy a file beside itself,
    /// make others.
    /// </summary>
    /// <remarks>Where no manifest tells, names that begin with '_' are nobody's, as for other readers of folders.</remarks>
    public bool Owns(string name) =>
        Runs is null ? PlainName.Is(name) && name[0] != '_' : Runs.Contains(name) || RunId.IsOfAllSeeds(name);
}
