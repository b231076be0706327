using System.Numerics;
using System.Runtime.InteropServices;
using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>Integers and floats, PLAIN: little-endian, one after another.</summary>
internal sealed class NumberValues<T>(ReadOnlyMemory<T> values) : ChunkValues where T : unmanaged, INumber<T>
{
    private static readonly int Width = Marshal.SizeOf<T>();

    public override int Count => values.Length;

    public override PageEncoding Encoding => PageEncoding.Plain;

    public override Bounds? Bounds => NumberBounds.Of(values.Span);

    public override int Fitting(int first, int bytes) => FittingBits(first, bytes, Width * 8);

    public override void Encode(int first, int count, ByteBuffer page) =>
        page.Bytes(MemoryMarshal.AsBytes(values.Span.Slice(first, count)));
}
