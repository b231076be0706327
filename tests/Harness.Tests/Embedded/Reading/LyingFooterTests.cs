using Engine;
using Harness.Parquet.Compression;
using Harness.Parquet.Metadata;
using Harness.Parquet.Reading;
using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests.Reading;

/// <summary>Footers whose claims contradict each other or the file: noticed before anything is allocated by them.</summary>
public class LyingFooterTests
{
    private static readonly SchemaElement X = new("x", PhysicalType.Int32, Repetition.Required, 0, LogicalType.None);
    private static readonly byte[] Pages = FooterFile.Page(PageEncoding.Plain, 2, 1, 0, 0, 0, 2, 0, 0, 0);

    private static FileMetadata Honest => new()
    {
        Schema = [SchemaElement.Root("schema", 1), X],
        Rows = 2,
        Groups = [new([FooterFile.Chunk(X, 2, Pages.Length)], 2)],
    };

    private static FileMetadata With(Func<ColumnChunk, ColumnChunk> change) =>
        Honest with { Groups = [new([change(FooterFile.Chunk(X, 2, Pages.Length))], 2)] };

    private static string ErrorOf(FileMetadata metadata) =>
        Assert.Throws<UserErrorException>(() => TestFormat.Read(FooterFile.Of(metadata, Pages))).Message;

    [Fact]
    public void The_honest_one_is_read() => Assert.Equal(new[] { 1, 2 }, TestFormat.Read(FooterFile.Of(Honest, Pages)).Table["x"].Values);

    [Fact]
    public void Rows_that_do_not_add_up() => Assert.Contains("announces 3 rows, its row groups 2", ErrorOf(Honest with { Rows = 3 }));

    [Theory]
    [InlineData(-1)]
    [InlineData(3_000_000_000)]
    public void Rows_that_cannot_be(long rows) =>
        Assert.Contains($"a row group of {rows} rows",
            ErrorOf(Honest with { Rows = rows, Groups = [new([FooterFile.Chunk(X, rows, Pages.Length)], rows)] }));

    [Fact]
    public void Values_that_are_not_the_rows() =>
        Assert.Contains("column x, row group 0: 5 values are announced for 2 rows", ErrorOf(With(chunk => chunk with { Values = 5 })));

    [Fact]
    public void Another_type_than_the_schema() =>
        Assert.Contains("the values are Double, the schema says Int32", ErrorOf(With(chunk => chunk with { Type = PhysicalType.Double })));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(long.MaxValue)]
    public void Pages_outside_the_file(long offset) =>
        Assert.Contains($"bytes from {offset} on are announced", ErrorOf(With(chunk => chunk with { DataOffset = offset })));

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000)]
    [InlineData(long.MaxValue)]
    public void Sizes_outside_the_file(long size) =>
        Assert.Contains($"{size} bytes from 4 on are announced", ErrorOf(With(chunk => chunk with { CompressedSize = size })));

    [Fact]
    public void A_row_group_with_a_column_too_many() =>
        Assert.Contains("row group 0 has 2 columns where the schema has 1",
            ErrorOf(Honest with { Groups = [new([.. Honest.Groups[0].Chunks, .. Honest.Groups[0].Chunks], 2)] }));

    [Fact]
    public void A_schema_that_miscounts() =>
        Assert.Contains("announces 7 columns and has 1", ErrorOf(Honest with { Schema = [SchemaElement.Root("schema", 7), X] }));

    [Fact]
    public void A_billion_rows_that_no_page_brings_cost_no_memory()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var message = ErrorOf(Honest with { Rows = 1 << 30, Groups = [new([FooterFile.Chunk(X, 1 << 30, Pages.Length)], 1 << 30)] });
        Assert.Contains("the pages end before all rows are there", message);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 50_000_000);
    }

    [Fact]
    public void A_table_larger_than_memory_is_refused() =>
        Assert.Contains("1000 rows of 8 bytes take more than this machine's 7999 bytes",
            Assert.Throws<UnreadableFileException>(() => MemoryNeed.Check(1000, 8, 7999)).Message);

    [Fact]
    public void More_rows_than_an_array_holds_are_refused() =>
        Assert.Contains(
            "as several files", Assert.Throws<UnreadableFileException>(() => MemoryNeed.Check(3_000_000_000, 1, long.MaxValue)).Message);

    [Fact]
    public void Zstd_is_named_with_what_to_do()
    {
        var message = ErrorOf(With(chunk => chunk with { Codec = CompressionCodec.Zstd }));
        Assert.StartsWith($"{TestFormat.Source}: column x, row group 0: pages are compressed with zstd", message);
        Assert.Contains("write the file with snappy, gzip or no compression", message);
    }

    [Fact]
    public void A_dictionary_at_offset_zero_is_none() => Assert.Equal(
        new[] { 1, 2 }, TestFormat.Read(FooterFile.Of(With(chunk => chunk with { DictionaryOffset = 0 }), Pages)).Table["x"].Values);
}
