using System.Collections.Immutable;

namespace Harness.Parquet.Reading;

/// <summary>What is to be read from a file.</summary>
/// <param name="Name">The name of the schema's root: the table's, in files of the engine.</param>
internal sealed record FilePlan(string Name, ImmutableArray<ColumnChunks> Columns);
