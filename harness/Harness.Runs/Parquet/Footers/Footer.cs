using System.Buffers.Binary;
using Engine.Tables;

namespace Harness.ParquetNet.Footers;

/// <summary>The end of a file of Parquet.Net's, with the schema declared by us.</summary>
/// <remarks>
/// Parquet.Net 6.1.0 writes the bounds of a column of moments in milliseconds, whatever the column's unit: readers would leave out row groups
/// that hold what they look for. So moments are given to it as 64-bit integers, whose bounds are right, and the footer says here what they
/// mean. It also calls every file's root "root", which here gets the table's name.
/// </remarks>
internal static class Footer
{
    private const byte FirstFieldInt32 = 0x15;
    private const byte NextFieldList = 0x19;
    private const int TailBytes = 8;

    /// <param name="end">The footer, its length in four bytes, and the magic.</param>
    /// <returns>The same with the schema of <paramref name="schema"/>.</returns>
    public static byte[] Declare(ReadOnlySpan<byte> end, TableSchema schema)
    {
        var footer = end[..^TailBytes];
        var list = ListOfSchema(footer);
        byte[] declared = [.. footer[..list.Start], .. SchemaBytes.Of(schema), .. footer[list.End..]];
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, declared.Length);
        return [.. declared, .. length, .. end[^sizeof(int)..]];
    }

    /// <summary>FileMetaData begins with 1: version and 2: schema.</summary>
    private static Range ListOfSchema(ReadOnlySpan<byte> footer)
    {
        var skipper = new CompactSkipper(footer, 0);
        Require(skipper.Byte(), FirstFieldInt32);
        skipper.Varint();
        Require(skipper.Byte(), NextFieldList);
        var start = skipper.Position;
        skipper.List();
        return start..skipper.Position;
    }

    private static void Require(byte found, byte needed)
    {
        if (found != needed)
            throw new InvalidDataException($"this Parquet.Net begins a part of its footer with byte {found:x2}; needed is {needed:x2}, as in 6.1.0");
    }
}
