using Engine;

namespace Harness.Runs.Data;

/// <summary>Finds the files of a data set: the sources of its catalogue entry in order, each whole or not at all.</summary>
public sealed class DataLocator
{
    private readonly DataEnvironment _environment;
    private readonly Dictionary<SourceKind, IDataSource> _sources;

    public DataLocator(DataEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        _sources = new()
        {
            [SourceKind.Folder] = new GivenFolderSource(environment),
            [SourceKind.Cache] = new CacheSource(environment),
            [SourceKind.System] = new SystemSource(),
            [SourceKind.Npm] = new NpmSource(environment),
            [SourceKind.Download] = new DownloadSource(environment),
            [SourceKind.Shipped] = new ShippedSource(),
        };
    }

    /// <summary>Finds the set on this machine, fetching nothing; null if it is not there.</summary>
    /// <exception cref="UserErrorException">The data folder given does not exist.</exception>
    public LocatedSet? FindHere(DataSetEntry set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Sources.Where(source => source.Kind is not (SourceKind.Npm or SourceKind.Download))
            .Select(source => _sources[source.Kind].Find(set, source, CancellationToken.None).Found)
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>Finds the set, fetching it into the cache if need be.</summary>
    /// <exception cref="DataUnavailableException">No source has it.</exception>
    /// <exception cref="UserErrorException">The data folder given does not exist.</exception>
    /// <exception cref="OperationCanceledException">A download keeps what it has and goes on from there the next time.</exception>
    public LocatedSet Locate(DataSetEntry set, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        var refusals = new List<SourceAnswer>();
        foreach (var source in set.Sources)
        {
            var answer = Ask(set, source, cancellation);
            if (answer.Found is { } found)
            {
                foreach (var surprise in refusals.Where(refusal => refusal.IsSurprise))
                    _environment.Warn($"{set.Name}: {surprise.Reason}. Used instead: {found.Folder}.");
                return found;
            }

            refusals.Add(answer);
        }

        throw new DataUnavailableException(Explain(set, refusals));
    }

    private SourceAnswer Ask(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        if (source.Kind is not (SourceKind.Npm or SourceKind.Download))
            return _sources[source.Kind].Find(set, source, cancellation);
        try
        {
            return _sources[source.Kind].Find(set, source, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException or UserErrorException)
        {
            return new SourceAnswer(null, source.Kind == SourceKind.Npm ? error.Message : $"download {source.Url}: {error.Message}");
        }
    }

    private string Explain(DataSetEntry set, List<SourceAnswer> refusals)
    {
        var files = string.Join('\n', set.Files.Select(file => $"  {file.Name} ({file.Size} bytes, or .gz)"));
        var tried = string.Join('\n', refusals.Select(refusal => $"  {refusal.Reason}"));
        return $"""
            The data set {set.Name} is not on this machine and could not be fetched. Needed are the files
            {files}
            Put them into {CacheSource.FolderOf(_environment, set)} (XDG_CACHE_HOME moves it), or into any folder and name it with --data FOLDER or ENGINE_DATA. Tried were
            {tried}
            """;
    }
}

/// <summary>
/// No source could give a data set (exit code 1): the message lists its files, the folder to put them in and what was tried.
/// </summary>
public sealed class DataUnavailableException : UserErrorException
{
    public DataUnavailableException(string message) : base(message) { }

    public DataUnavailableException(string message, Exception cause) : base(message, cause) { }

    public DataUnavailableException() { }
}
