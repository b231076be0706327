using Engine;
using Harness.Runs.Parquet;
using static Harness.Tests.Runs.Parquet.Thrift;

namespace Harness.Tests.Runs.Parquet;

/// <summary>
/// Files whose parts contradict each other, or whose few bytes stand for very many: noticed before memory is taken by what they say.
/// </summary>
public sealed class HostileFileTests
{
    private const string Source = "hostile.parquet";
    private const int Uncompressed = 0, Snappy = 1, Zstd = 6;
    private const int Plain = 0;

    // 1 and 2 as int32.
    private static readonly byte[] OneTwo = [1, 0, 0, 0, 2, 0, 0, 0];

    [Fact]
    public void The_honest_one_is_read() => Assert.Equal([1, 2], (int[])ParquetFormat.Read(File(new()), Source).Table["x"].Values);

    [Fact]
    public void Rows_that_do_not_add_up() => Refused(new() { Rows = 3 }, "3 rows are announced, its row groups have 2");

    [Theory]
    [InlineData(-1)]
    [InlineData(3_000_000_000)]
    public void Rows_that_cannot_be(long rows) => Refused(new() { Rows = rows, GroupRows = rows, Values = rows }, "rows");

    [Fact]
    public void Values_that_are_not_the_rows() => Refused(new() { Values = 5 }, "column x lacks values of a row group of 2 rows");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000)]
    [InlineData(long.MaxValue)]
    public void Pages_outside_of_the_file(long offset) => Refused(new() { Offset = offset }, $"its pages begin at byte {offset}");

    [Theory]
    [InlineData(-1)]
    [InlineData(500)]
    [InlineData(int.MaxValue)]
    public void A_page_that_ends_outside_of_the_file(int size) =>
        Refused(new() { PageSize = size }, $"a page of {size} bytes is announced where");

    [Fact]
    public void A_page_without_end_when_decompressed() => Refused(new() { LargeSize = -1 }, "a page of -1 bytes is announced");

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_page_with_other_values_than_the_column(int values) =>
        Refused(new() { PageValues = values }, $"a page of {values} values is announced where 2 are left");

    [Fact]
    public void Pages_that_end_before_the_values() =>
        Refused(new() { Rows = 50, GroupRows = 50, Values = 50 }, "The file is damaged or incomplete");

    [Fact]
    public void A_page_that_does_not_match_its_checksum()
    {
        // CRC-32 of 01000000 02000000 by Python's zlib.crc32.
        const int Crc = 0x0381177C;
        ParquetFormat.Read(File(new() { Crc = CrcOfOneTwo() }), Source);
        Refused(new() { Crc = CrcOfOneTwo() ^ 1 }, "a page does not match its checksum");
        Assert.Equal(Crc, CrcOfOneTwo());
    }

    [Fact]
    public void A_compressed_page_that_says_two_gigabytes()
    {
        // Snappy: the length as a varint, then nothing that it could come from.
        Refused(new() { Codec = Snappy, Content = [.. Varint(int.MaxValue), 0x0C, 1, 2, 3, 4] }, "has 2147483647 when decompressed");
        // zstd: magic, a head with a length in four bytes and one segment, the length, an empty last block.
        Refused(
            new() { Codec = Zstd, Content = [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0] },
            "The file is damaged or incomplete");
    }

    /// <summary>As writers of streams make them: magic, no size, a window of 1 KiB, one last block of 8 bytes as they are.</summary>
    [Fact]
    public void A_frame_of_zstd_that_does_not_state_its_size_is_read()
    {
        var file = File(new() { Codec = Zstd, Content = [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0x41, 0, 0, .. OneTwo] });
        Assert.Equal([1, 2], (int[])ParquetFormat.Read(file, Source).Table["x"].Values);
    }

    /// <summary>Blocks of four bytes each, every one of which stands for 128 KiB of one byte, in a page that says 8 bytes.</summary>
    [Fact]
    public void Such_a_frame_of_very_many_blocks() => Refused(
        new()
        {
            Codec = Zstd,
            Content =
            [
                0x28, 0xB5, 0x2F, 0xFD, 0, 0x38, .. Enumerable.Repeat<byte[]>([2, 0, 0x10, 7], 100).SelectMany(block => block), 1, 0, 0,
            ],
        },
        "when decompressed");

    [Fact]
    public void A_dictionary_with_more_entries_than_bytes() =>
        Refused(new() { IsDictionary = true, PageValues = 1_000_000_000 }, "its dictionary has more entries than bytes");

    [Fact]
    public void A_billion_rows_that_no_page_brings_take_no_memory()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Refused(new() { Rows = 100_000_000, GroupRows = 100_000_000, Values = 100_000_000 }, "The file is damaged or incomplete");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 50_000_000);
    }

    [Fact]
    public void A_table_larger_than_the_memory_that_may_be_taken() => Assert.Contains(
        "3000000 rows of 3 columns take 2.4 GB, more than the 2.0 GB that may be taken here",
        Assert.Throws<UnreadableFileException>(() => TableReader.RequireRoom(3_000_000, 3, 800, 2_000_000_000)).Message);

    [Fact]
    public void A_column_within_a_column() => Refused(new() { Nested = 1 }, "it has a column within a column");

    /// <summary>Each level would be a call within a call.</summary>
    [Fact]
    public void Columns_within_columns_without_end() => Refused(new() { Nested = 100_000 }, "it has a column within a column");

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void An_encoding_that_takes_the_memory_it_says(int encoding) =>
        Refused(new() { Encoding = encoding }, "which this reader does not know: write it by dictionary or plain");

    [Fact]
    public void Two_columns_of_one_name() => Refused(new() { Columns = 2 }, "it has 2 columns of the name x");

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(10_000)]
    public void A_footer_longer_than_the_file(uint length)
    {
        var file = File(new());
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 8), length);
        var message = Assert.Throws<UserErrorException>(() => ParquetFormat.Read(file, Source)).Message;
        Assert.Contains($"a footer of {length} bytes is announced in a file of {file.Length}", message);
    }

    [Fact]
    public void A_footer_cut_anywhere()
    {
        var file = File(new());
        var footer = BitConverter.ToInt32(file, file.Length - 8);
        for (var length = 0; length < footer; length++)
        {
            byte[] cut = [.. file[..(file.Length - 8 - footer + length)], .. BitConverter.GetBytes(length), .. "PAR1"u8];
            Assert.Throws<UserErrorException>(() => ParquetFormat.Read(cut, Source));
        }
    }

    private static int CrcOfOneTwo() => unchecked((int)Crc32.Of(OneTwo));

    private static void Refused(Lies lies, string reason)
    {
        var message = Assert.Throws<UserErrorException>(() => ParquetFormat.Read(File(lies), Source)).Message;
        Assert.StartsWith(Source + ": ", message);
        Assert.Contains(reason, message);
    }

    /// <summary>One column of int32, one row group, one page; parquet.thrift numbers the fields.</summary>
    private static byte[] File(Lies lies)
    {
        byte[] page = [.. PageHead(lies), .. lies.Content];
        byte[] root = Of(Text(4, "root"), Number(1, lies.Columns));
        byte[] column = Of(Number(1, 1), Number(2, 0), Text(1, "x"));
        byte[] nest = Of(Number(3, 0), Text(1, "x"), Number(1, 1));
        byte[][] schema = [root, .. Enumerable.Repeat(nest, lies.Nested), .. Enumerable.Repeat(column, lies.Columns)];
        var metadata = Of(
            Number(1, 1), Field(1, List, ListOf(I32, ZigZag(lies.Encoding))), Field(1, List, ListOf(Binary, [1, (byte)'x'])),
            Number(1, lies.Codec), Number(1, lies.Values, I64),
            Number(1, page.Length, I64), Number(1, page.Length, I64), Number(2, lies.Offset, I64));
        var chunk = Of(Number(2, 4, I64), Field(1, Struct, metadata));
        var chunks = ListOf(Struct, [.. Enumerable.Repeat(chunk, lies.Columns)]);
        var group = Of(Field(1, List, chunks), Number(1, page.Length, I64), Number(1, lies.GroupRows, I64));
        var footer = Of(Number(1, 1), Field(1, List, Elements(schema)), Number(1, lies.Rows, I64), Field(1, List, ListOf(Struct, group)));
        return [.. "PAR1"u8, .. page, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
    }

    private static byte[] Elements(byte[][] structs) =>
        [0xF0 | Struct, .. Varint((ulong)structs.Length), .. structs.SelectMany(one => one)];

    private static byte[] PageHead(Lies lies)
    {
        var type = lies.IsDictionary ? 2 : 0;
        byte[][] sizes = [Number(1, type), Number(1, lies.LargeSize ?? 8), Number(1, lies.PageSize ?? lies.Content.Length)];
        var steps = lies.Crc is { } crc ? new[] { Number(1, crc) } : [];
        var page = Of(Number(1, lies.PageValues), Number(1, lies.IsDictionary ? Plain : lies.Encoding), Number(1, 3), Number(1, 3));
        var dictionary = Of(Number(1, lies.PageValues), Number(1, Plain));
        var id = lies.IsDictionary ? 7 : 5;
        return Of([.. sizes, .. steps, Field(id - 3 - steps.Length, Struct, lies.IsDictionary ? dictionary : page)]);
    }

    /// <summary>Everything that the file says of itself, true as it stands.</summary>
    private sealed record Lies
    {
        public long Rows { get; init; } = 2;

        public long GroupRows { get; init; } = 2;

        public long Values { get; init; } = 2;

        public long Offset { get; init; } = 4;

        public int Codec { get; init; } = Uncompressed;

        public int Encoding { get; init; } = Plain;

        public int PageValues { get; init; } = 2;

        public int? PageSize { get; init; }

        public int? LargeSize { get; init; }

        public int? Crc { get; init; }

        public bool IsDictionary { get; init; }

        public byte[] Content { get; init; } = OneTwo;

        public int Columns { get; init; } = 1;

        /// <summary>Levels between the root and the column.</summary>
        public int Nested { get; init; }
    }
}
