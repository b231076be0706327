namespace Harness.Data;

/// <summary>A folder that a system package fills.</summary>
internal sealed class SystemSource : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation) =>
        FolderSearch.Find("the system's copy", source.Path!, set, SourceKind.System);
}
