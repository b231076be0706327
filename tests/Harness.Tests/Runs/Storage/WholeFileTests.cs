using Harness.Runs.Storage;

namespace Harness.Tests.Runs.Storage;

public class WholeFileTests
{
    [Fact]
    public void A_write_that_fails_halfway_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("sub/file", "old");
        Assert.Throws<StorageException>(() => WholeFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder["sub"]));
    }

    [Fact]
    public void It_replaces_a_file_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("file", "a long old text");
        WholeFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Of_two_that_found_a_file_at_once_one_does()
    {
        using var folder = new TemporaryFolder();
        var first = WholeFile.WriteUnlessThere(folder["file"], stream =>
        {
            // The other one is quicker.
            Assert.True(WholeFile.WriteUnlessThere(folder["file"], other => other.Write("other"u8)));
            stream.Write("first"u8);
        });
        Assert.False(first);
        Assert.Equal("other", File.ReadAllText(folder["file"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Of_many_at_once_one_does()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in Enumerable.Range(0, 200).Select(i => $"file-{i}"))
        {
            var wrote = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4)
                .Where(i => WholeFile.WriteUnlessThere(folder[name], stream => stream.WriteByte((byte)i))).ToArray();
            Assert.Equal([(byte)Assert.Single(wrote)], File.ReadAllBytes(folder[name]));
        }
        Assert.Equal(200, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void What_is_left_of_one_file_is_removed_and_what_others_are_writing_is_not()
    {
        using var folder = new TemporaryFolder();
        var mine = folder.Write(".unfinished-a.parquet.01", "half");
        var other = folder.Write(".unfinished-b.parquet.02", "half");
        WholeFile.RemoveUnfinished(folder["a.parquet"]);
        Assert.False(File.Exists(mine));
        Assert.True(File.Exists(other));
    }
}
