using System.Runtime.InteropServices;

namespace Harness.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT: all first bytes of the numbers, then all second bytes, and so on.</summary>
internal static class ByteStreamSplit
{
    public static void Decode<T>(ReadOnlySpan<byte> data, Span<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (data.Length != bytes.Length)
            throw UnreadableFileException.Damaged($"{data.Length} bytes stand where {values.Length} numbers need {bytes.Length}");
        if (values.IsEmpty)
            return;
        var width = bytes.Length / values.Length;
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = data[i % width * values.Length + i / width];
    }
}
