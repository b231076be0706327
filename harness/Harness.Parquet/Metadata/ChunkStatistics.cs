using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>What lets a reader pass over a chunk: its nulls and its bounds (parquet.thrift, <c>Statistics</c>).</summary>
/// <param name="Bounds">Null where no value has an order: all are null or NaN.</param>
/// <remarks>Only written. The deprecated fields 1 and 2, whose order was never agreed on, stay away.</remarks>
internal sealed record ChunkStatistics(long Nulls, Bounds? Bounds)
{
    public void Write(CompactWriter writer)
    {
        writer.Int64(3, Nulls);
        if (Bounds is not { } bounds)
            return;
        writer.Binary(5, bounds.Max);
        writer.Binary(6, bounds.Min);
        writer.Boolean(7, bounds.MaxExact);
        writer.Boolean(8, bounds.MinExact);
    }
}
