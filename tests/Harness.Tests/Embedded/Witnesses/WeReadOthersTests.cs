using Engine;
using Harness.Parquet.Tests.Tables;
using Tests.Contracts.Tables.Witnesses;

namespace Harness.Parquet.Tests.Witnesses;

/// <summary>What DuckDB writes, read by us and compared cell by cell with what it says it wrote.</summary>
public class WeReadOthersTests
{
    [Theory]
    [InlineData("V1", "uncompressed")]
    [InlineData("V1", "snappy")]
    [InlineData("V1", "gzip")]
    [InlineData("V2", "uncompressed")]
    [InlineData("V2", "snappy")]
    [InlineData("V2", "gzip")]
    public void Every_type_in_every_version_and_codec(string version, string codec)
    {
        using var file = new TemporaryFile();
        var theirs = NodeWitness.Run("write-duckdb.mjs", file.Path, version, codec);
        var ours = TestFormat.Read(File.ReadAllBytes(file.Path));
        Cells.AssertEqual(ours.Table, theirs.Columns);
        Assert.Equal("DuckDB", ours.Metadata["origin"]);
        Assert.All(theirs.Chunks!, chunk => Assert.Equal(codec, chunk.Compression, ignoreCase: true));
    }

    [Fact]
    public void Version_2_brings_the_encodings_that_we_do_not_write()
    {
        using var file = new TemporaryFile();
        var encodings = NodeWitness.Run("write-duckdb.mjs", file.Path, "V2", "snappy").Chunks!.Select(chunk => chunk.Encodings);
        Assert.Superset(new HashSet<string> { "DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "BYTE_STREAM_SPLIT", "RLE_DICTIONARY" },
            encodings.ToHashSet());
    }

    [Fact]
    public void Zstd_is_refused_with_what_to_do()
    {
        using var file = new TemporaryFile();
        NodeWitness.Run("write-duckdb.mjs", file.Path, "V1", "zstd");
        var e = Assert.Throws<UserErrorException>(() => TestFormat.Read(File.ReadAllBytes(file.Path)));
        Assert.Contains("compressed with zstd", e.Message);
        Assert.Contains("snappy, gzip or no compression", e.Message);
    }
}
