namespace Harness.Runs.Parquet;

/// <summary>
/// The CRC-32 of Ethernet and gzip, reflected, polynomial 0x04C11DB7: Parquet's checksum of a page, which earlier versions of the engine
/// wrote, and PNG's of a chunk.
/// </summary>
public static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Step)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
            crc = Table[(byte)(crc ^ next)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Step(int first)
    {
        var value = (uint)first;
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (0xEDB88320 & (0 - (value & 1)));
        return value;
    }
}
