namespace Harness.Data;

/// <summary>Files built into the program, compressed.</summary>
internal sealed class ShippedSource : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        var files = set.Files.Select(file => new LocatedFile(file, file.Name + ".gz", IsShipped: true));
        return new SourceAnswer(new LocatedSet(set, SourceKind.Shipped, "built into the program", [.. files]), "");
    }
}
