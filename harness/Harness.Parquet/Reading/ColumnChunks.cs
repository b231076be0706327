using System.Collections.Immutable;

namespace Harness.Parquet.Reading;

/// <summary>A column and where its values lie.</summary>
/// <param name="Chunks">One per row group.</param>
internal sealed record ColumnChunks(ColumnPlan Plan, ImmutableArray<ChunkPlan> Chunks);
