using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Runs.Arrays;

/// <summary>Writes arrays of float32 and of int64 in NumPy's format, version 1.0, in C order; the same array gives the same
/// bytes.</summary>
public static class NpyWriter
{
    // NumPy aligns the elements to this.
    private const int Alignment = 64;

    private const int PrefixBytes = 10, BlockElements = 1 << 16;

    /// <param name="values">Row-major, as many as the product of <paramref name="shape"/>.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    public static void Write(Stream stream, ReadOnlySpan<float> values, ImmutableArray<long> shape) => Write(stream, values, shape, "<f4");

    /// <inheritdoc cref="Write(Stream, ReadOnlySpan{float}, ImmutableArray{long})"/>
    public static void Write(Stream stream, ReadOnlySpan<long> values, ImmutableArray<long> shape) => Write(stream, values, shape, "<i8");

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values, ImmutableArray<long> shape, string type) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Arrays are written on little-endian machines alone.");
        if (shape.Aggregate(1L, (product, extent) => checked(product * extent)) != values.Length)
            throw new ArgumentException($"{values.Length} values have not the shape [{string.Join(", ", shape)}]", nameof(values));
        stream.Write(Header(type, shape));
        for (var done = 0; done < values.Length; done += BlockElements)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(done, Math.Min(BlockElements, values.Length - done))));
    }

    private static byte[] Header(string type, ImmutableArray<long> shape)
    {
        var extents = string.Join(", ", shape) + (shape.Length == 1 ? "," : "");
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({extents}), }}";
        var length = (PrefixBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        NpyHeader.Magic.CopyTo(header);
        header[6] = 1;
        (header[8], header[9]) = ((byte)(length - PrefixBytes), (byte)((length - PrefixBytes) >> 8));
        Encoding.ASCII.GetBytes(text.PadRight(length - PrefixBytes - 1) + "\n").CopyTo(header, PrefixBytes);
        return header;
    }
}

/// <summary>An array to be written.</summary>
/// <param name="Values">A <c>float[]</c> or <c>long[]</c>, row-major, as many as the product of <paramref name="Shape"/>.</param>
public sealed record NamedArray(string Name, ImmutableArray<long> Shape, Array Values);

/// <summary>Writes arrays as <c>numpy.load</c> reads them from an npz: stored, without times, so that the same arrays give the same
/// bytes.</summary>
public static class NpzWriter
{
    // The first that the format has.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ArgumentException">An array's values are neither float32 nor int64, or do not fit its shape.</exception>
    public static void Write(Stream stream, IReadOnlyList<NamedArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var array in arrays)
        {
            var entry = archive.CreateEntry($"{array.Name}.npy", CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            using var content = entry.Open();
            if (array.Values is float[] singles)
                NpyWriter.Write(content, singles, array.Shape);
            else if (array.Values is long[] longs)
                NpyWriter.Write(content, longs, array.Shape);
            else
                throw new ArgumentException($"{array.Name} holds {array.Values.GetType()}; float[] or long[] is needed", nameof(arrays));
        }
    }
}
