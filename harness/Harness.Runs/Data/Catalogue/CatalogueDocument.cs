namespace Harness.Data;

/// <summary>The shape of <c>datasets.json</c>.</summary>
internal sealed record CatalogueDocument(int Schema, IReadOnlyList<DataSetEntry> Sets);
