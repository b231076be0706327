using Harness.Parquet.Compression;

namespace Harness.Parquet.Reading;

/// <summary>What the footer says of a chunk, checked against the file's length and the row group.</summary>
/// <param name="Offset">Of the first page, in bytes from the file's beginning.</param>
/// <param name="Size">Of all pages, in bytes.</param>
internal sealed record ChunkPlan(int Group, long Offset, int Size, int Rows, CompressionCodec Codec);
