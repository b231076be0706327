using System.Text;
using Engine;
using Engine.Tables;
using Harness.Parquet.Metadata;
using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests.Reading;

/// <summary>Pages of kinds that our writer does not write, and pages that lie.</summary>
public class PageTests
{
    private static SchemaElement Column(PhysicalType type, Repetition repetition = Repetition.Required) =>
        new("x", type, repetition, 0, LogicalType.None);

    private static ColumnValues Read(SchemaElement column, int rows, params byte[] pages) =>
        TestFormat.Read(FooterFile.OneColumn(column, rows, pages)).Table["x"];

    private static string ErrorOf(SchemaElement column, int rows, params byte[] pages) =>
        Assert.Throws<UserErrorException>(() => Read(column, rows, pages)).Message;

    // Four bytes of length, a run of 2 (04 01), one eight of packed bits (03) 101.
    [Fact]
    public void Booleans_in_runs() =>
        Assert.Equal(new[] { true, true, true, false, true },
            Read(Column(PhysicalType.Boolean), 5, FooterFile.Page(PageEncoding.Rle, 5, 4, 0, 0, 0, 4, 1, 3, 0b101)).Values);

    // Lengths 2 and 3 as differences (block 128 in 4, two values, first 2, least difference 1, no bits), then the texts.
    [Fact]
    public void Texts_behind_all_their_lengths() => Assert.Equal(new[] { "ab", "cde" }, Read(Column(PhysicalType.ByteArray), 2,
        FooterFile.Page(PageEncoding.DeltaLengthByteArray, 2, [0x80, 0x01, 4, 2, 4, 2, 0, 0, 0, 0, .. "abcde"u8])).Values);

    // Levels 1, 0, 1 as one packed eight, no length before them.
    [Fact]
    public void A_version_2_page_has_its_levels_in_front()
    {
        var read = Read(Column(PhysicalType.Int32, Repetition.Optional), 3,
            FooterFile.PageV2(PageEncoding.Plain, 3, 1, [3, 0b101], [7, 0, 0, 0, 9, 0, 0, 0]));
        Assert.Equal(new[] { 7, 0, 9 }, read.Values);
        Assert.Equal([true, false, true], read.Present!);
    }

    [Fact]
    public void Nulls_that_do_not_add_up_are_damage() => Assert.Contains("announces 2 nulls and has 1",
        ErrorOf(Column(PhysicalType.Int32, Repetition.Optional), 3,
            FooterFile.PageV2(PageEncoding.Plain, 3, 2, [3, 0b101], [7, 0, 0, 0, 9, 0, 0, 0])));

    [Fact]
    public void An_empty_page_between_others_is_passed_over() => Assert.Equal(new[] { 5 },
        Read(Column(PhysicalType.Int32), 1,
            [.. FooterFile.Page(PageEncoding.Plain, 0), .. FooterFile.Page(PageEncoding.Plain, 1, 5, 0, 0, 0)]).Values);

    [Fact]
    public void Too_many_rows_in_a_page_are_damage() =>
        Assert.Contains("announces 2 rows where 1 are left",
            ErrorOf(Column(PhysicalType.Int32), 1, FooterFile.Page(PageEncoding.Plain, 2, new byte[8])));

    [Fact]
    public void Too_few_values_in_a_page_are_damage() =>
        Assert.Contains("4 bytes of values stand where 8 are needed",
            ErrorOf(Column(PhysicalType.Int32), 2, FooterFile.Page(PageEncoding.Plain, 2, new byte[4])));

    [Fact]
    public void Too_few_pages_are_damage() =>
        Assert.Contains("the pages end before all rows are there",
            ErrorOf(Column(PhysicalType.Int32), 2, FooterFile.Page(PageEncoding.Plain, 1, new byte[4])));

    [Fact]
    public void An_index_without_a_dictionary_is_damage() =>
        Assert.Contains("the column has none before it",
            ErrorOf(Column(PhysicalType.Int32), 1, FooterFile.Page(PageEncoding.RleDictionary, 1, 1, 2, 0)));

    [Fact]
    public void A_text_that_is_not_utf8_is_refused() =>
        Assert.Contains("a text of 2 bytes is not UTF-8",
            ErrorOf(Column(PhysicalType.ByteArray), 1, FooterFile.Page(PageEncoding.Plain, 1, 2, 0, 0, 0, 0xC3, 0x28)));

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public void A_text_longer_than_its_page_is_damage(int length) =>
        Assert.Contains($"{length} bytes are announced",
            ErrorOf(Column(PhysicalType.ByteArray), 1, FooterFile.Page(PageEncoding.Plain, 1, [.. BitConverter.GetBytes(length), 65])));

    [Theory]
    [InlineData(7, "DeltaByteArray")]
    [InlineData(77, "number 77")]
    public void Another_encoding_is_named(int encoding, string name) =>
        Assert.Contains($"encoded as {name}",
            ErrorOf(Column(PhysicalType.ByteArray), 1, FooterFile.Page((PageEncoding)encoding, 1, Encoding.ASCII.GetBytes("abcdef"))));
}
