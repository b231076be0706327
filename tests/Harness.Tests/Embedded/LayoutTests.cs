using System.Text;
using Harness.Parquet.Tests.Tables;
using Harness.Parquet.Writing;

namespace Harness.Parquet.Tests;

/// <summary>A whole file, byte by byte, derived by hand from parquet.thrift and the compact protocol.</summary>
public class LayoutTests
{
    [Fact]
    public void The_smallest_file_is_what_the_format_says()
    {
        // A field's head: step from the last id (upper half), type (lower half; 5 = i32, 6 = i64, 8 = binary, 9 = list, C = struct).
        // Numbers are zigzag: twice their value.
        var pageHead = Hex(
            "15 00" + // 1: type DATA_PAGE
            "15 18" + // 2: 12 bytes uncompressed
            "15 18" + // 3: 12 bytes in the file
            "2C" + //    5: data page header
            "15 06 15 00 15 06 15 06 00" + // 3 values, PLAIN, levels RLE twice, end
            "00");
        var data = Hex("01000000 02000000 03000000");
        Assert.Equal(17, pageHead.Length);

        var creator = Encoding.UTF8.GetBytes(CreatedBy.Engine);
        var footer = Hex(
            "15 02" + //  1: version 1
            "19 2C" + //  2: schema, two elements
            "48 04 74657374 15 02 00" + //       4: name "test"; 5: one child
            "15 02 25 00 18 01 78 00" + //       1: INT32; 3: required; 4: name "x"
            "16 06" + //  3: 3 rows
            "19 1C" + //  4: one row group
            "19 1C" + //    1: one column
            "26 00 1C" + //   2: 0; 3: metadata
            "15 02 19 15 00 19 18 01 78 15 00" + // INT32; encodings [PLAIN]; path ["x"]; uncompressed codec
            "16 06 16 3A 16 3A 26 08" + //          3 values; 29 bytes twice; 9: data at 4
            "3C 36 00 28 04 03000000 18 04 01000000 11 11 00" + // 12: statistics: no null, max 3, min 1, both exact
            "00 00" +
            "16 3A 16 06 26 08 16 3A 14 00 00" + // 2: 29 bytes; 3: 3 rows; 5: at 4; 6: 29 bytes; 7: the 0th
            "19 1C 18 01 6B 18 01 76 00" + //       5: metadata k = v
            "18" + creator.Length.ToString("x2") + Convert.ToHexString(creator) + // 6: created by
            "19 1C 1C 00 00" + //                   7: one column order: by type
            "00");

        byte[] expected = [.. "PAR1"u8, .. pageHead, .. data, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
        var actual = TestFormat.Write(TestTable.Of(1, 2, 3), new() { Compress = false, Checksums = false }, new Dictionary<string,
            string>
        { ["k"] = "v" });
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
    }

    [Fact]
    public void A_checksum_stands_in_the_page_head()
    {
        // CRC-32 of 01000000 02000000 03000000 by Python's zlib.crc32.
        var file = TestFormat.Write(TestTable.Of(1, 2, 3), new() { Compress = false });
        Assert.Equal(Hex("15 00 15 18 15 18 15"), file[4..11]);
        var reader = new Parquet.Bytes.ByteReader(file.AsSpan(11));
        Assert.Equal(CrcOfOneTwoThree, (uint)(int)reader.ZigZag());
    }

    private const uint CrcOfOneTwoThree = 0xB0E02293;

    private static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
}
