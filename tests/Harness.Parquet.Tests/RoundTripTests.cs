using Engine.Tables;
using FsCheck;
using FsCheck.Fluent;
using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests;

public class RoundTripTests
{
    [Fact]
    public void Any_table_in_any_layout_comes_back_bit_for_bit() =>
        Prop.ForAll(TableGen.Cases, one => TableAssert.Equal(one.Table,
            TestFormat.RoundTrip(one.Table, one.Options))).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5000)]
    public void Every_kind_with_its_special_values_comes_back(int rows)
    {
        var table = TestTable.Everything(rows);
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { RowsPerGroup = 1024, PageBytes = 700 }));
    }

    [Fact]
    public void A_group_boundary_at_the_last_row_leaves_no_empty_group()
    {
        var table = TestTable.Everything(200);
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { RowsPerGroup = 100 }));
    }

    [Fact]
    public void Texts_beyond_the_dictionary_are_written_plainly_and_come_back()
    {
        var table = TestTable.Of(Enumerable.Range(0, 3000).Select(i => $"a distinct text {i}").ToArray());
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { DictionaryBytes = 1000, PageBytes = 5000 }));
    }

    [Fact]
    public void A_text_longer_than_a_page_gets_its_own()
    {
        var table = TestTable.Of("short", new string('x', 3_000_000), "漢" + new string('y', 2_000_000));
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { PageBytes = 100 }));
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { PageBytes = 100, DictionaryBytes = 0 }));
    }

    [Fact]
    public void A_nullable_column_without_a_null_has_no_mask()
    {
        var read = TestFormat.RoundTrip(TestTable.OfNullable<int>(1, 2, 3));
        Assert.True(read.Schema.Columns[0].Nullable);
        Assert.Null(read["x"].Present);
    }

    [Fact]
    public void A_null_holds_the_default()
    {
        var texts = TestFormat.RoundTrip(TestTable.OfTexts(null, "a", null))["x"];
        Assert.Equal(["", "a", ""], (string[])texts.Values);
        Assert.Equal([false, true, false], texts.Present!);
        Assert.Equal([5, 0, 6], (int[])TestFormat.RoundTrip(TestTable.OfNullable<int>(5, null, 6))["x"].Values);
    }

    [Fact]
    public void Garbage_behind_a_null_is_not_written()
    {
        var clean = TestTable.Columns(("x", ColumnKind.Int32, new[] { 1, 0, 3 }, [true, false, true], true));
        var dirty = TestTable.Columns(("x", ColumnKind.Int32, new[] { 1, 99, 3 }, [true, false, true], true));
        Assert.Equal(TestFormat.Write(clean), TestFormat.Write(dirty));
    }

    [Fact]
    public void Metadata_comes_back_sorted()
    {
        var metadata = new Dictionary<string, string> { ["schema_version"] = "1", ["engine_version"] = "0.1 é\n", [""] = "", ["B"] = "b" };
        var read = TestFormat.Read(TestFormat.Write(TestTable.Of(1), metadata: metadata)).Metadata;
        Assert.Equal(metadata, read);
        Assert.Equal(["", "B", "engine_version", "schema_version"], read.Keys);
    }

    [Fact]
    public void A_million_rows_come_back()
    {
        var table = TestTable.Columns(
            ("run_id", ColumnKind.Text, Enumerable.Range(0, 1_000_000).Select(i => i < 600_000 ? "one" : "two").ToArray(), null, false),
            ("step", ColumnKind.Int32, Enumerable.Range(0, 1_000_000).Select(i => i % 201).ToArray(), null, false));
        var read = TestFormat.RoundTrip(table);
        Assert.True(((int[])table["step"].Values).AsSpan().SequenceEqual((int[])read["step"].Values));
        Assert.True(((string[])table["run_id"].Values).AsSpan().SequenceEqual((string[])read["run_id"].Values));
    }
}
