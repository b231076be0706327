using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>The values of one column chunk that exist, nulls left out, in the encoding that its pages have.</summary>
internal abstract class ChunkValues
{
    public abstract int Count { get; }

    public abstract PageEncoding Encoding { get; }

    /// <summary>The distinct values that the pages refer to; null where pages hold the values themselves.</summary>
    public virtual ChunkValues? Dictionary => null;

    /// <summary>Null where no value has an order.</summary>
    public abstract Bounds? Bounds { get; }

    /// <summary>How many values from <paramref name="first"/> on take at most <paramref name="bytes"/>; at least one, if one is
    /// left.</summary>
    public abstract int Fitting(int first, int bytes);

    public abstract void Encode(int first, int count, ByteBuffer page);

    /// <summary>The <see cref="Fitting"/> of values that all take <paramref name="bits"/>.</summary>
    protected int FittingBits(int first, int bytes, int bits) => (int)Math.Min(Math.Max(1, bytes * 8L / bits), Count - first);
}
