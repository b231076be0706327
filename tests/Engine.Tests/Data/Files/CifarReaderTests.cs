using Engine.Data.Files;

namespace Engine.Tests.Data.Files;

public sealed class CifarReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Records_are_split_into_labels_and_pixels(bool compressed)
    {
        using var file = compressed ? TestFiles.Compressed(TestFiles.Batch) : TestFiles.Plain(TestFiles.Batch);
        Assert.Equal(2, CifarReader.Records(file));
        var (pixels, labels) = (new byte[2 * 3072], new byte[2]);
        CifarReader.ReadBatch(file, pixels, labels);
        Assert.Equal([3, 9], labels);
        Assert.Equal(Enumerable.Range(0, 2 * 3072).Select(i => (byte)(7 * (i / 3072) + i % 3072)), pixels);
    }

    [Theory]
    [InlineData(6145)]
    [InlineData(6147)]
    [InlineData(3073)]
    [InlineData(0)]
    public void A_plain_batch_of_the_wrong_length_is_refused(int length)
    {
        var content = new byte[length];
        using var file = TestFiles.Plain(content);
        var error = Assert.Throws<UserErrorException>(() => CifarReader.ReadBatch(file, new byte[2 * 3072], new byte[2]));
        Assert.Equal(
            $"file has the wrong length: it holds {length} bytes, a batch of 2 records of 3073 bytes needs 6146. Get the file again.",
            error.Message);
    }

    [Theory]
    [InlineData(6145, "file.gz is truncated: a batch of 2 records of 3073 bytes needs 6146 bytes of content, the file holds 6145 bytes.")]
    [InlineData(6147, "file.gz is too long: it holds more than 6146 bytes, a batch of 2 records of 3073 bytes says 6146.")]
    public void A_compressed_batch_of_the_wrong_length_is_refused(int length, string message)
    {
        using var file = TestFiles.Compressed(new byte[length]);
        var error = Assert.Throws<UserErrorException>(() => CifarReader.ReadBatch(file, new byte[2 * 3072], new byte[2]));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3072)]
    [InlineData(3074)]
    public void Only_whole_records_count(int length)
    {
        using var file = TestFiles.Plain(new byte[length]);
        var error = Assert.Throws<UserErrorException>(() => CifarReader.Records(file));
        Assert.StartsWith(
            $"file has the wrong length for a CIFAR-10 batch: it holds {length} bytes, needed is a multiple of 3073",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_of_whole_records_beyond_2_GiB_is_called_too_long()
    {
        // 698,830 records are the first above the 2,147,483,591 bytes that an array has at most: 698,823 are within.
        const long Length = 698_830L * 3073;
        using var folder = new TemporaryFolder();
        var path = folder.Write("data_batch_1.bin", "");
        using (var sparse = File.OpenWrite(path))
            sparse.SetLength(Length);
        using var file = DataFile.Open(path);
        Assert.Equal(
            $"{path} is too long: it holds 2147504590 bytes, of a set at most 2147483591 can be read, 698823 images. Use fewer images.",
            Assert.Throws<UserErrorException>(() => CifarReader.Records(file)).Message);
    }

    /// <summary>The length, 6,146, is the last four bytes, little-endian: 02 18 00 00. Cut three bytes earlier the last byte is 02, so that
    /// 33,554,432 bytes at least seem to be stated.</summary>
    [Fact]
    public void A_compressed_batch_that_is_cut_short_is_called_so_and_no_length_is_made_up()
    {
        var whole = TestFiles.Gzip(TestFiles.Batch);
        using DataFile batch = new("file.gz", new MemoryStream(whole[..^3])), read = new("file.gz", new MemoryStream(whole[..^3]));
        const string Message = "file.gz is cut short: its gzip data break off after 6146 bytes of content. Get the file again.";
        Assert.Equal(Message, Assert.Throws<UserErrorException>(() => CifarReader.Records(batch)).Message);
        Assert.Equal(Message, Assert.Throws<UserErrorException>(read.ReadToEnd).Message);
    }

    [Fact]
    public void A_label_above_nine_is_refused()
    {
        var content = TestFiles.Batch;
        content[3073] = 10;
        using var file = TestFiles.Plain(content);
        var error = Assert.Throws<UserErrorException>(() => CifarReader.ReadBatch(file, new byte[2 * 3072], new byte[2]));
        Assert.StartsWith("file: the label of record 1 is 10, needed is 0 to 9.", error.Message, StringComparison.Ordinal);
    }
}
