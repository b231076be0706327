using Engine.Tables;
using Harness.Parquet.Tests.Tables;
using Tests.Contracts.Tables.Witnesses;

namespace Harness.Parquet.Tests.Witnesses;

/// <summary>What we write, read back by programs that nobody here wrote and compared cell by cell.</summary>
public class OthersReadOursTests
{
    private static readonly Dictionary<string,
        string> Metadata = new() { ["schema_version"] = "1", ["engine_version"] = "0.1.0 é", ["empty"] = "" };

    public static TheoryData<string> Readers => ["read-duckdb.mjs", "read-hyparquet.mjs"];

    private static WitnessAnswer Ask(string script, Table table, ParquetOptions? options = null)
    {
        using var file = new TemporaryFile(TestFormat.Write(table, options, Metadata));
        return NodeWitness.Run(script, file.Path);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_kind_in_several_groups_and_pages(string reader)
    {
        var table = TestTable.Everything(5000);
        var answer = Ask(reader, table, new() { RowsPerGroup = 2048, PageBytes = 3000 });
        Cells.AssertEqual(table, answer.Columns);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Plain_texts_without_compression(string reader)
    {
        var table = TestTable.Everything(1000);
        Cells.AssertEqual(table, Ask(reader, table, new() { Compress = false, DictionaryBytes = 0, Checksums = false }).Columns);
    }

    [Fact]
    public void DuckDb_sees_our_encodings_bounds_and_nulls()
    {
        var table = TestTable.Columns(
            ("float", ColumnKind.Float64, new[] { double.NaN, 2.5, -1.5, 0 }, null, false),
            ("text", ColumnKind.Text, new[] { "é", "", "a", "" }, [true, false, true, false], true),
            ("long", ColumnKind.Text, new[] { new string('m', 100), "n", "n", "n" }, null, false),
            ("int", ColumnKind.Int64, new[] { long.MinValue, 1, 2, long.MaxValue }, null, false),
            ("moment", ColumnKind.Timestamp, new[] { 0, 1L, 2, 1_700_000_000_123_456 }, null, false),
            ("nan", ColumnKind.Float32, new[] { float.NaN, float.NaN, float.NaN, 0 }, [true, true, true, false], true));
        var chunks = Ask("read-duckdb.mjs", table).Chunks!.ToDictionary(chunk => chunk.Column);
        Assert.All(chunks.Values, chunk => Assert.Equal("SNAPPY", chunk.Compression));
        Assert.Equal(("PLAIN", "-1.5", "2.5", 0L), Seen(chunks["float"]));
        Assert.Equal(("PLAIN, RLE, RLE_DICTIONARY", "a", "é", 2L), Seen(chunks["text"]));
        Assert.Equal(new string('m', 64), chunks["long"].Min);
        Assert.Equal("n", chunks["long"].Max);
        Assert.Equal(("PLAIN", "-9223372036854775808", "9223372036854775807", 0L), Seen(chunks["int"]));
        Assert.Equal(("PLAIN", "1970-01-01 00:00:00+00", "2023-11-14 22:13:20.123456+00", 0L), Seen(chunks["moment"]));
        Assert.Equal(("PLAIN, RLE", null, null, 1L), Seen(chunks["nan"]));
    }

    private static (string Encodings, string? Min, string? Max, long Nulls) Seen(WitnessChunk chunk) =>
        (chunk.Encodings, chunk.Min, chunk.Max, chunk.Nulls);
}
