using System.Buffers.Binary;

namespace Harness.Runs.Parquet;

/// <summary>
/// Whether a file ends in a footer that Parquet.Net can be given: one that ends within its bytes and has no columns within columns.
/// </summary>
internal static class FooterCheck
{
    /// <summary>Bytes after the footer: its length and the magic.</summary>
    private const int TailBytes = 8;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <exception cref="UnreadableFileException">It does not, or is no Parquet file.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (file.Length < Magic.Length + TailBytes || !file.StartsWith(Magic) || !file.EndsWith(Magic))
            throw UnreadableFileException.Damaged(
                $"a Parquet file begins and ends with PAR1 and has {Magic.Length + TailBytes} bytes or more; this one has {file.Length}");
        var begin = Begin(file);
        var elements = 0;
        var walker = new ThriftWalker(file[..^TailBytes], begin, (shape, id, value) =>
        {
            // The root has children; a column with children would take Parquet.Net as deep as the file says.
            if (shape == ParquetShapes.SchemaElement && id == ParquetShapes.Children && value != 0 && elements++ > 0)
                throw new UnreadableFileException(
                    "it has a column within a column, which this reader does not know: leave it out, or write a flat table");
        });
        walker.Struct(ParquetShapes.FileMetaData);
    }

    /// <summary>Where the footer begins and the data ends.</summary>
    /// <exception cref="UnreadableFileException">The footer would begin before the file.</exception>
    public static int Begin(ReadOnlySpan<byte> file)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[^TailBytes..]);
        return length <= file.Length - TailBytes - Magic.Length
            ? file.Length - TailBytes - (int)length
            : throw UnreadableFileException.Damaged($"a footer of {length} bytes is announced in a file of {file.Length}");
    }
}
