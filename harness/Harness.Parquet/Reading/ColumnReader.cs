using Engine.Tables;

namespace Harness.Parquet.Reading;

/// <summary>Collects the values of one column, chunk by chunk.</summary>
internal abstract class ColumnReader(ColumnPlan plan)
{
    public ColumnPlan Plan { get; } = plan;

    /// <param name="chunk">The bytes of all pages of the chunk.</param>
    public abstract void Read(ChunkPlan chunk, ReadOnlySpan<byte> bytes);

    /// <summary>What was read. Called once, at the end.</summary>
    public abstract ColumnValues Finish();
}
