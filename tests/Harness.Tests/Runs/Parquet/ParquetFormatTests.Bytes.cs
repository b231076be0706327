using System.IO.Compression;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Parquet;

/// <summary>Which bytes are written depends on the table and the metadata alone.</summary>
public sealed partial class ParquetFormatTests
{
    [Fact]
    public void The_same_table_gives_the_same_bytes() =>
        Assert.Equal(Write(new ParquetFormat(300), TestTable.Everything(1000)), Write(new ParquetFormat(300), TestTable.Everything(1000)));

    [Fact]
    public void Threads_that_write_at_the_same_time_do_not_mind_each_other()
    {
        var expected = Write(TestTable.Everything(1000));
        Assert.All(
            Enumerable.Range(0, 32).AsParallel().WithDegreeOfParallelism(8).Select(_ => Write(TestTable.Everything(1000))).ToArray(),
            file => Assert.Equal(expected, file));
    }

    [Fact]
    public void The_order_in_which_metadata_was_added_does_not_matter()
    {
        var one = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["Z"] = "3" };
        var other = new Dictionary<string, string> { ["Z"] = "3", ["b"] = "2", ["a"] = "1" };
        Assert.Equal(Write(TestTable.Of(1), one), Write(TestTable.Of(1), other));
    }

    [Fact]
    public void What_is_read_and_written_again_is_the_same_file()
    {
        var file = Write(TestTable.Everything(500));
        Assert.Equal(file, Write(Read(file).Table));
    }

    [Fact]
    public void Garbage_behind_a_null_is_not_written()
    {
        var clean = TestTable.Columns(("x", ColumnKind.Int32, new[] { 1, 0, 3 }, [true, false, true], true));
        var dirty = TestTable.Columns(("x", ColumnKind.Int32, new[] { 1, 99, 3 }, [true, false, true], true));
        Assert.Equal(Write(clean), Write(dirty));
    }

    [Fact]
    public void A_stream_that_cannot_seek_gets_the_same_bytes()
    {
        using var file = new MemoryStream();
        using (var pipe = new GZipStream(file, CompressionMode.Compress, leaveOpen: true))
            new ParquetFormat().Write(pipe, TestTable.Everything(50), NoMetadata);
        file.Position = 0;
        using var back = new MemoryStream();
        using (var pipe = new GZipStream(file, CompressionMode.Decompress))
            pipe.CopyTo(back);
        Assert.Equal(Write(TestTable.Everything(50)), back.ToArray());
    }

    [Fact]
    public void A_file_begins_where_the_stream_stands_and_leaves_it_open()
    {
        using var stream = new MemoryStream();
        stream.Write("before"u8);
        new ParquetFormat().Write(stream, TestTable.Everything(50), NoMetadata);
        Assert.Equal([.. "before"u8, .. Write(TestTable.Everything(50))], stream.ToArray());
    }
}
