namespace Harness.Parquet.Metadata;

/// <summary>The least and the greatest value of a chunk, plainly encoded, without lengths.</summary>
/// <param name="MinExact">False where <paramref name="Min"/> is a shorter text that stands before the least value.</param>
/// <param name="MaxExact">False where <paramref name="Max"/> is a shorter text that stands behind the greatest value.</param>
internal sealed record Bounds(byte[] Min, byte[] Max, bool MinExact = true, bool MaxExact = true);
