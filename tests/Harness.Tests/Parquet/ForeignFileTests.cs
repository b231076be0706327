using Engine;
using Engine.Tables;
using Harness.Parquet;
using Tests.Contracts.Tables.Witnesses;

namespace Harness.ParquetNet.Tests;

/// <summary>What DuckDB writes, read through Parquet.Net and compared cell by cell with what DuckDB says it wrote.</summary>
public class ForeignFileTests
{
    [Theory]
    [InlineData("uncompressed")]
    [InlineData("snappy")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void Every_type_in_every_codec(string codec)
    {
        using var file = new TemporaryFile();
        var theirs = NodeWitness.Run("write-duckdb.mjs", file.Path, "V1", codec);
        using var stream = File.OpenRead(file.Path);
        var ours = new ParquetNetFormat().Read(stream, file.Path);
        Cells.AssertEqual(ours.Table, theirs.Columns);
        Assert.Equal("DuckDB", ours.Metadata["origin"]);
    }

    [Fact]
    public void A_moment_outside_of_the_calendar_is_refused()
    {
        var table = TestTable.Columns(("x", ColumnKind.Timestamp, new[] { long.MaxValue }, null, false));
        using var stream = new MemoryStream();
        var e = Assert.Throws<ArgumentException>(() => new ParquetNetFormat().Write(stream, table, new Dictionary<string, string>()));
        Assert.StartsWith("column x, rows 0 to 1: a moment 9223372036854775807 microseconds from 1970 is outside of years 1 to 9999", e.Message);
        stream.SetLength(0);
        new EmbeddedParquet().Write(stream, table, new Dictionary<string, string>());
        Assert.StartsWith("far.parquet: ", Assert.Throws<UserErrorException>(() => new ParquetNetFormat().Read(stream, "far.parquet")).Message);
    }

    [Fact]
    public void Row_groups_need_rows() => Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetNetFormat(0));
}
