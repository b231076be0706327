using System.Buffers.Binary;
using Harness.Parquet.Metadata;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Reading;

/// <summary>Finds and reads the footer: the file ends with it, its length in four bytes, and the magic.</summary>
internal static class FooterReader
{
    private const int TailBytes = 8;

    /// <summary>Where the pages end: the footer's first byte.</summary>
    public static (FileMetadata Metadata, long Offset) Read(Stream stream)
    {
        CheckHead(stream);
        var tail = FileBytes.Read(stream, stream.Length - TailBytes, TailBytes);
        CheckTail(tail.AsSpan(4));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        var offset = stream.Length - TailBytes - length;
        if (offset < Magic.Plain.Length)
            throw UnreadableFileException.Damaged($"a footer of {length} bytes is announced in a file of {stream.Length}");
        if (length > Array.MaxLength)
            throw UnreadableFileException.TooLarge($"the footer has {length} bytes", "write the table as several files");
        return (Parse(FileBytes.Read(stream, offset, (int)length)), offset);
    }

    private static FileMetadata Parse(byte[] footer)
    {
        try
        {
            var reader = new CompactReader(footer);
            return FileMetadata.Read(ref reader);
        }
        catch (UnreadableFileException e)
        {
            throw e.Within("the footer");
        }
    }

    private static void CheckHead(Stream stream)
    {
        var head = FileBytes.Read(stream, 0, (int)Math.Min(Magic.Plain.Length, stream.Length));
        if (!head.AsSpan().SequenceEqual(Magic.Plain) && !head.AsSpan().SequenceEqual(Magic.Encrypted))
            throw new UnreadableFileException(
                $"this is not a Parquet file: it begins with {Show(head)}, a Parquet file with {Show(Magic.Plain)} (PAR1). " +
                "Give a .parquet file");
        if (stream.Length < Magic.Plain.Length + TailBytes)
            throw UnreadableFileException.Damaged(
                $"the file has {stream.Length} bytes, a Parquet file at least {Magic.Plain.Length + TailBytes}");
    }

    private static void CheckTail(ReadOnlySpan<byte> magic)
    {
        if (magic.SequenceEqual(Magic.Encrypted))
            throw UnreadableFileException.Unsupported("the footer is encrypted", "write the file without encryption");
        if (!magic.SequenceEqual(Magic.Plain))
            throw UnreadableFileException.Damaged($"the file ends with {Show(magic)}, a Parquet file with {Show(Magic.Plain)} (PAR1)");
    }

    private static string Show(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "nothing" : "bytes " + Convert.ToHexStringLower(bytes);
}
