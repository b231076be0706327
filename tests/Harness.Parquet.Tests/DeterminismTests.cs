using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests;

public class DeterminismTests
{
    [Fact]
    public void The_same_table_gives_the_same_bytes()
    {
        var options = new ParquetOptions { RowsPerGroup = 300 };
        Assert.Equal(TestFormat.Write(TestTable.Everything(1000), options), TestFormat.Write(TestTable.Everything(1000), options));
    }

    [Fact]
    public void The_order_in_which_metadata_was_added_does_not_matter()
    {
        var one = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["Z"] = "3" };
        var other = new Dictionary<string, string> { ["Z"] = "3", ["b"] = "2", ["a"] = "1" };
        Assert.Equal(TestFormat.Write(TestTable.Of(1), metadata: one), TestFormat.Write(TestTable.Of(1), metadata: other));
    }

    [Fact]
    public void What_is_read_and_written_again_is_the_same_file()
    {
        var file = TestFormat.Write(TestTable.Everything(500));
        Assert.Equal(file, TestFormat.Write(TestFormat.Read(file).Table));
    }

    [Fact]
    public void A_stream_that_cannot_seek_gets_the_same_bytes()
    {
        using var file = new MemoryStream();
        using (var pipe = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            new EmbeddedParquet().Write(pipe, TestTable.Everything(50), TestFormat.NoMetadata);
        file.Position = 0;
        using var back = new MemoryStream();
        using (var pipe = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress))
            pipe.CopyTo(back);
        Assert.Equal(TestFormat.Write(TestTable.Everything(50)), back.ToArray());
    }
}
