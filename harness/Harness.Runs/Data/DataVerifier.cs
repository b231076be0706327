using Engine;

namespace Harness.Runs.Data;

/// <summary>The work of <c>engine data list</c>, <c>get</c> and <c>verify</c>.</summary>
public sealed class DataVerifier
{
    private readonly DataEnvironment _environment;
    private readonly DataCatalogue _catalogue;
    private readonly DataLocator _locator;

    /// <param name="catalogue">Null for the shipped one.</param>
    public DataVerifier(DataEnvironment environment, DataCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        _catalogue = catalogue ?? DataCatalogue.Shipped;
        _locator = new DataLocator(environment);
    }

    /// <summary>All data sets, and where each is on this machine; nothing is read or fetched.</summary>
    public IReadOnlyList<DataSetPresence> List() =>
    [
        .. _catalogue.Sets.Select(Presence),
        .. GeneratedSet.All.Select(set => new DataSetPresence(set.Name, set.Title, "", SourceKind.Generated, null, 0)),
    ];

    /// <summary>
    /// Reads the copy of each set that a run would use on this machine and compares it with the catalogue; nothing is fetched.
    /// </summary>
    /// <param name="name">One set, or null for all. A generated set has no files, hence no records.</param>
    /// <exception cref="UserErrorException">There is no such set, or the data folder given does not exist.</exception>
    public IReadOnlyList<FileCheck> Verify(string? name = null, CancellationToken cancellation = default) =>
        [.. Chosen(name).SelectMany(set => Verify(set, cancellation))];

    /// <summary>
    /// Makes sure that a set is on this machine: what is there stays, a damaged copy in the cache is replaced, what is missing is fetched.
    /// </summary>
    /// <exception cref="DataUnavailableException">No source has the set.</exception>
    /// <exception cref="UserErrorException">There is no such set, or the data folder given does not exist.</exception>
    public DataSetPresence Get(string name, CancellationToken cancellation = default)
    {
        foreach (var set in Chosen(name))
        {
            RemoveDamaged(set, cancellation);
            _locator.Locate(set, cancellation);
        }

        return List().First(set => set.Name == name);
    }

    private IEnumerable<DataSetEntry> Chosen(string? name)
    {
        if (name is null)
            return _catalogue.Sets;
        if (GeneratedSet.Find(name) is not null)
            return [];
        return [_catalogue.Find(name)
            ?? throw new UserErrorException($"There is no data set {name}: known are {string.Join(", ", _catalogue.Names)}.")];
    }

    private DataSetPresence Presence(DataSetEntry set)
    {
        var found = _locator.FindHere(set);
        return new DataSetPresence(set.Name, set.Title, set.Licence, found?.Source, found?.Folder, set.Files.Sum(file => file.Size ?? 0));
    }

    private IEnumerable<FileCheck> Verify(DataSetEntry set, CancellationToken cancellation)
    {
        var found = _locator.FindHere(set);
        if (found is null)
            return set.Files.Select(file =>
                Record(set, file, null, null, Verdict.Missing, $"not on this machine: engine data get {set.Name}"));
        return found.Files.Select(file => Check(found, file, cancellation));
    }

    private FileCheck Check(LocatedSet set, LocatedFile file, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var content = file.Open();
            content.ReadToEnd();
            var matching = Record(set.Entry, file.Entry, file, set.Source, Verdict.Matches, "");
            var found = matching with { Size = content.Position, Sha256 = content.Sha256() };
            return ContentCheck.Matches(file.Entry, content)
                ? found
                : found with { Verdict = Verdict.Differs, Detail = Consequence(set, found.Sha256) };
        }
        catch (UserErrorException error)
        {
            return Record(set.Entry, file.Entry, file, set.Source, Verdict.Damaged, error.Message);
        }
    }

    private string Consequence(LocatedSet set, string sha256)
    {
        if (_catalogue.OwnerOf(sha256) is { } owner && owner != set.Entry.Name)
            return $"this is a file of {owner}; a run refuses it";
        return set.Source is SourceKind.Folder or SourceKind.System
            ? "not the official content; a run uses it after a warning"
            : $"damaged; a run refuses it: engine data get {set.Entry.Name} replaces it";
    }

    private static FileCheck Record(
        DataSetEntry set, CatalogueFile file, LocatedFile? located, SourceKind? source, Verdict verdict, string detail) =>
        new(set.Name, file.Name, located?.Path, source, null, null, file.Size, file.Sha256, verdict, detail);

    private void RemoveDamaged(DataSetEntry set, CancellationToken cancellation)
    {
        var damaged = Verify(set, cancellation).Where(check => check.Source == SourceKind.Cache && check.Verdict != Verdict.Matches)
            .ToArray();
        foreach (var check in damaged)
        {
            _environment.Warn($"{check.Path} is damaged and fetched again.");
            File.Delete(check.Path!);
        }
    }
}

/// <summary>A data set and where it is.</summary>
/// <param name="Source">Null if the set is not on this machine.</param>
/// <param name="Folder">Null if the set is not on this machine, or is generated.</param>
/// <param name="Size">Bytes of decompressed content of all files; 0 for a generated set.</param>
public sealed record DataSetPresence(string Name, string Title, string Licence, SourceKind? Source, string? Folder, long Size)
{
    public bool IsPresent => Source is not null;
}

/// <summary>A file of a data set, compared with the catalogue.</summary>
/// <param name="Path">Null where the file is missing.</param>
/// <param name="Source">Null where the file is missing.</param>
/// <param name="Size">Bytes of decompressed content; null where it could not be read.</param>
/// <param name="Sha256">Of the decompressed content, lower case; null where it could not be read.</param>
/// <param name="Detail">Explains a verdict other than <see cref="Verdict.Matches"/>.</param>
public sealed record FileCheck(
    string DataSet,
    string File,
    string? Path,
    SourceKind? Source,
    long? Size,
    string? Sha256,
    long? ExpectedSize,
    string? ExpectedSha256,
    Verdict Verdict,
    string Detail);

/// <summary>The result of comparing a file with the catalogue.</summary>
public enum Verdict
{
    /// <summary>Size and checksum are the catalogue's.</summary>
    Matches,

    /// <summary>The content can be read, but differs from the catalogue's.</summary>
    Differs,

    /// <summary>The file cannot be read or decompressed.</summary>
    Damaged,

    /// <summary>The file is not on this machine.</summary>
    Missing,
}
