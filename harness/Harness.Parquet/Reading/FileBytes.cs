namespace Harness.Parquet.Reading;

/// <summary>Reads a stretch of the file whose place was checked against its length.</summary>
internal static class FileBytes
{
    public static byte[] Read(Stream stream, long offset, int count)
    {
        var bytes = new byte[count];
        stream.Position = offset;
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw UnreadableFileException.Damaged(
                $"the file ends within the {count} bytes from {offset} on, though its length is {stream.Length}", e);
        }
        return bytes;
    }
}
