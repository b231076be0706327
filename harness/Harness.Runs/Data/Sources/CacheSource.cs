namespace Harness.Data;

/// <summary>What was fetched before.</summary>
internal sealed class CacheSource(DataEnvironment environment) : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation) =>
        // Some files of a set are the normal state after a download that was cut off, hence no surprise.
        FolderSearch.Find("the cache", FolderOf(environment, set), set, SourceKind.Cache) with { IsSurprise = false };

    public static string FolderOf(DataEnvironment environment, DataSetEntry set) => Path.Combine(environment.CacheRoot, set.Name);
}
