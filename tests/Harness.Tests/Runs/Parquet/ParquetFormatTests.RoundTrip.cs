using FsCheck;
using FsCheck.Fluent;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Parquet;

public sealed partial class ParquetFormatTests
{
    [Fact]
    public void Any_table_comes_back_bit_for_bit() => Prop.ForAll(
        Gen.Zip(TableGen.Tables(TableGen.Moments), Gen.Elements(1, 7, 64, 1000)).ToArbitrary(),
        pair => TableAssert.Equal(pair.Item1, RoundTrip(pair.Item1, pair.Item2))).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

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
        TableAssert.Equal(table, RoundTrip(table));
        TableAssert.Equal(table, RoundTrip(table, 1024));
    }

    [Fact]
    public void A_group_boundary_at_the_last_row_leaves_no_empty_group()
    {
        var table = TestTable.Everything(200);
        TableAssert.Equal(table, RoundTrip(table, 100));
    }

    [Fact]
    public void A_nullable_column_without_a_null_has_no_mask()
    {
        var read = RoundTrip(TestTable.OfNullable<int>(1, 2, 3));
        Assert.True(read.Schema.Columns[0].Nullable);
        Assert.Null(read["x"].Present);
    }

    [Fact]
    public void A_null_holds_the_default()
    {
        var texts = RoundTrip(TestTable.OfTexts(null, "a", null))["x"];
        Assert.Equal(["", "a", ""], (string[])texts.Values);
        Assert.Equal([false, true, false], texts.Present!);
        Assert.Equal([5, 0, 6], (int[])RoundTrip(TestTable.OfNullable<int>(5, null, 6))["x"].Values);
    }

    [Fact]
    public void Nulls_only_in_a_later_group_are_found()
    {
        var column = RoundTrip(TestTable.OfNullable<int>(1, 2, 3, null), 2)["x"];
        Assert.Equal([true, true, true, false], column.Present!);
    }

    [Fact]
    public void A_long_text_comes_back()
    {
        var table = TestTable.Of("short", new string('x', 3_000_000), "漢" + new string('y', 2_000_000));
        TableAssert.Equal(table, RoundTrip(table));
    }

    [Fact]
    public void The_first_and_the_last_moment_of_the_calendar_come_back()
    {
        var table = TestTable.Columns(("x", ColumnKind.Timestamp, new[] { TableGen.FirstMoment, TableGen.LastMoment }, null, false));
        TableAssert.Equal(table, RoundTrip(table));
    }

    [Fact]
    public void Metadata_comes_back_sorted()
    {
        var metadata = new Dictionary<string, string> { ["schema_version"] = "1", ["engine_version"] = "0.1 é\n", [""] = "", ["B"] = "b" };
        var read = Read(Write(TestTable.Of(1), metadata)).Metadata;
        Assert.Equal(metadata, read);
        Assert.Equal(["", "B", "engine_version", "schema_version"], read.Keys);
    }

    [Fact]
    public void A_million_rows_come_back()
    {
        var table = TestTable.Columns(
            ("run_id", ColumnKind.Text, Enumerable.Range(0, 1_000_000).Select(i => i < 600_000 ? "one" : "two").ToArray(), null, false),
            ("step", ColumnKind.Int32, Enumerable.Range(0, 1_000_000).Select(i => i % 201).ToArray(), null, false));
        var read = RoundTrip(table);
        Assert.True(((int[])table["step"].Values).AsSpan().SequenceEqual((int[])read["step"].Values));
        Assert.True(((string[])table["run_id"].Values).AsSpan().SequenceEqual((string[])read["run_id"].Values));
    }

    [Fact]
    public void Equal_texts_of_a_column_are_one_string()
    {
        var texts = (string[])RoundTrip(TestTable.Of("layer-1", "layer-2", "layer-1"))["x"].Values;
        Assert.Same(texts[0], texts[2]);
    }
}
