using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing.Tables.Witnesses;

namespace Harness.Tests.Runs.Parquet;

/// <summary>Written tables are read back by programs that nobody here wrote, and compared cell by cell.</summary>
public sealed partial class ParquetFormatTests
{
    private static readonly Dictionary<string, string> Metadata =
        new() { ["schema_version"] = "1", ["engine_version"] = "0.1.0 é", ["empty"] = "" };

    public static TheoryData<string> Readers => ["read-duckdb.mjs", "read-hyparquet.mjs"];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Others_read_every_kind_in_several_groups(string reader)
    {
        var table = TestTable.Everything(5000);
        var answer = Ask(reader, new ParquetFormat(2048), table);
        Cells.AssertEqual(table, answer.Columns);
        Assert.Matches("^[0-9a-f]{64}$", answer.Metadata!["sha256"]);
        answer.Metadata.Remove("sha256");
        Assert.Equal(Metadata, answer.Metadata);
        Assert.Matches(@"^Parquet\.Net version \S+ \(build \S+\)$", answer.CreatedBy);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Others_read_the_default_layout(string reader)
    {
        foreach (var rows in new[] { 0, 1, 3000 })
        {
            var table = TestTable.Everything(rows);
            Cells.AssertEqual(table, Ask(reader, new ParquetFormat(), table).Columns);
        }
    }

    [Fact]
    public void DuckDb_sees_the_kinds_as_its_own_types() => Assert.Equal(
        ["BOOLEAN", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "VARCHAR", "TIMESTAMP WITH TIME ZONE"],
        Ask("read-duckdb.mjs", new ParquetFormat(), TestTable.Everything(1)).Columns.Take(7).Select(column => column.Type));

    [Fact]
    public void DuckDb_sees_encodings_bounds_and_nulls()
    {
        var table = TestTable.Columns(
            ("float", ColumnKind.Float64, new[] { 2.5, double.NaN, -1.5, 0 }, null, false),
            ("text", ColumnKind.Text, new[] { "é", "", "a", "" }, [true, false, true, false], true),
            ("distinct", ColumnKind.Text, new[] { "a", "b", "c", "d" }, null, false),
            ("int", ColumnKind.Int64, new[] { long.MinValue, 1, 2, long.MaxValue }, null, false),
            ("moment", ColumnKind.Timestamp, new[] { 0, 1L, 2, 1_700_000_000_123 }, null, false));
        var chunks = Ask("read-duckdb.mjs", new ParquetFormat(), table).Chunks!.ToDictionary(chunk => chunk.Column);
        Assert.All(chunks.Values, chunk => Assert.Equal("ZSTD", chunk.Compression));
        Assert.Equal(("-1.5", "2.5", 0L), Bounds(chunks["float"]));
        Assert.Equal(("a", "é", 2L), Bounds(chunks["text"]));
        Assert.Equal(("-9223372036854775808", "9223372036854775807", 0L), Bounds(chunks["int"]));
        Assert.Equal(("1970-01-01 00:00:00+00", "2023-11-14 22:13:20.123+00", 0L), Bounds(chunks["moment"]));
        Assert.All([chunks["text"], chunks["distinct"]], chunk => Assert.Contains("DICTIONARY", chunk.Encodings));
        Assert.DoesNotContain("DICTIONARY", chunks["float"].Encodings);
    }

    private static (string? Min, string? Max, long Nulls) Bounds(WitnessChunk chunk) => (chunk.Min, chunk.Max, chunk.Nulls);

    private static WitnessAnswer Ask(string script, ParquetFormat format, Table table)
    {
        using var file = new TemporaryFile(Write(format, table, Metadata));
        return NodeWitness.Run(script, file.Path);
    }
}
