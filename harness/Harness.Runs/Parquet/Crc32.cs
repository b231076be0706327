using System.Buffers.Binary;

namespace Harness.Runs.Parquet;

/// <summary>
/// The CRC-32 of Ethernet and gzip, reflected, polynomial 0x04C11DB7: Parquet's checksum of a page, which earlier versions of the engine
/// wrote, and PNG's of a chunk.
/// </summary>
public static class Crc32
{
    private static readonly uint[][] Tables = CreateTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> is of, 0 for nothing, and of <paramref name="bytes"/> behind it.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var (low, high) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            crc = Tables[7][(byte)low] ^ Tables[6][(byte)(low >> 8)] ^ Tables[5][(byte)(low >> 16)] ^ Tables[4][low >> 24]
                ^ Tables[3][(byte)high] ^ Tables[2][(byte)(high >> 8)] ^ Tables[1][(byte)(high >> 16)] ^ Tables[0][high >> 24];
        }
        foreach (var next in bytes)
            crc = Tables[0][(byte)(crc ^ next)] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>Table k says what a byte does to the sum k bytes later.</summary>
    private static uint[][] CreateTables()
    {
        var tables = new uint[8][];
        tables[0] = [.. Enumerable.Range(0, 256).Select(Step)];
        for (var later = 1; later < tables.Length; later++)
            tables[later] = [.. tables[later - 1].Select(value => tables[0][(byte)value] ^ (value >> 8))];
        return tables;
    }

    private static uint Step(int first)
    {
        var value = (uint)first;
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (0xEDB88320 & (0 - (value & 1)));
        return value;
    }
}
