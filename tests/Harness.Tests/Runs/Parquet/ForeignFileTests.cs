using Engine;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing.Tables.Witnesses;

namespace Harness.Tests.Runs.Parquet;

/// <summary>DuckDB's files, read by us and compared cell by cell with what DuckDB says it wrote.</summary>
public sealed class ForeignFileTests
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
        var ours = ParquetFormat.Read(File.ReadAllBytes(file.Path), file.Path);
        Cells.AssertEqual(ours.Table, theirs.Columns);
        Assert.Equal("DuckDB", ours.Metadata["origin"]);
        Assert.False(ours.IsVerified);
    }

    [Theory]
    [InlineData("brotli")]
    [InlineData("lz4_raw")]
    public void Other_codecs_are_refused_with_what_to_do(string codec)
    {
        using var file = new TemporaryFile();
        NodeWitness.Run("write-duckdb.mjs", file.Path, "V1", codec);
        var message = Assert.Throws<UserErrorException>(() => ParquetFormat.Read(File.ReadAllBytes(file.Path), file.Path)).Message;
        Assert.StartsWith($"{file.Path}: it is compressed by {codec.ToUpperInvariant()}", message);
        Assert.EndsWith("write it with zstd, snappy or no compression", message);
    }

    /// <summary>Its encodings take as much memory as a few bytes of them say.</summary>
    [Fact]
    public void Version_2_is_refused_with_what_to_do()
    {
        var message = Assert.Throws<UserErrorException>(() => ParquetFormat.Read(Fixture.Bytes("duckdb-v2.parquet"), "v2.parquet")).Message;
        Assert.Matches("^v2.parquet: it is encoded by DELTA_[A-Z_]+, .*: write it by dictionary or plain$", message);
    }

    [Fact]
    public void A_file_of_duckdb_without_duckdb()
    {
        var table = ParquetFormat.Read(Fixture.Bytes("duckdb-v1.parquet"), "v1.parquet").Table;
        Assert.Equal(60, table.Rows);
        // As the script makes them: i * 7919 - 10000000, and 1700000000000000 + i * 1000 microseconds.
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (i * 7919) - 10_000_000), (int[])table["int32"].Values);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => 1_700_000_000_000L + i), (long[])table["moment_utc"].Values);
        Assert.Equal(ColumnKind.Int64, table.Schema.Columns.Single(column => column.Name == "uint32").Kind);
    }
}

/// <summary>Small files that DuckDB 1.5.5 wrote: <c>write-duckdb.mjs duckdb-v1.parquet V1 uncompressed 60</c> and
/// <c>… duckdb-v2.parquet V2 uncompressed 300</c> of tests/witnesses/node.</summary>
internal static class Fixture
{
    public static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests", "Harness.Tests", "Runs", "Parquet", "Fixtures", name));
}
