using System.Security.Cryptography;
using Engine.Data.Files;

namespace Engine.Tests.Data.Files;

public sealed class IdxReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read(bool compressed)
    {
        using var images = Open(TestFiles.Images, compressed);
        var read = IdxReader.ReadImages(images);
        Assert.Equal((3, 2, 2, 4), (read.Samples, read.Rows, read.Columns, read.Inputs));
        Assert.Equal(Enumerable.Range(1, 12).Select(value => (byte)value), read.Pixels);

        using var labels = Open(TestFiles.Labels, compressed);
        Assert.Equal([2, 0, 1], IdxReader.ReadLabels(labels));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_hash_is_that_of_the_content_and_runs_on_over_the_set(bool compressed)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in new[] { TestFiles.Images, TestFiles.Images })
        {
            using var file = new DataFile("file", new MemoryStream(compressed ? TestFiles.Gzip(content) : content), whole);
            IdxReader.ReadImages(file);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Sha256());
        }

        Assert.Equal(SHA256.HashData([.. TestFiles.Images, .. TestFiles.Images]), whole.GetCurrentHash());
    }

    [Fact]
    public void A_truncated_file_is_named_with_what_it_holds_and_needs() =>
        Assert.Equal(
            "file is truncated: its IDX header (3 x 2 x 2) needs 28 bytes of content, the file holds 27 bytes. Get the file again.",
            Fail(TestFiles.Images[..^1], false));

    [Fact]
    public void A_truncated_content_inside_an_intact_gzip_is_noticed() =>
        Assert.Equal(
            "file is truncated: its IDX header (3 x 2 x 2) needs 28 bytes of content, the file holds 27 bytes. Get the file again.",
            Fail(TestFiles.Images[..^1], true));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    public void A_file_that_ends_within_its_header_is_truncated(int length) =>
        Assert.StartsWith("file is truncated: the IDX header needs", Fail(TestFiles.Images[..length], false), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "file is too long: it holds 29 bytes, its IDX header (3 x 2 x 2) says 28. Get the file again.")]
    [InlineData(true, "file is too long: it holds more than 28 bytes, its IDX header (3 x 2 x 2) says 28. Get the file again.")]
    public void An_oversized_file_is_refused(bool compressed, string message) =>
        Assert.Equal(message, Fail([.. TestFiles.Images, 0], compressed));

    [Fact]
    public void Labels_in_place_of_images_are_recognized() =>
        Assert.StartsWith(
            "file is not an IDX file of images: it starts with 00000801 (labels), needed is 00000803.",
            Fail(TestFiles.Labels, false),
            StringComparison.Ordinal);

    [Fact]
    public void A_web_page_in_place_of_the_file_has_the_wrong_magic() =>
        Assert.StartsWith(
            "file is not an IDX file of images: it starts with 3c68746d, needed is 00000803.",
            Fail("<html>404"u8.ToArray(), false),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    [InlineData(12, 3)]
    public void A_dimension_of_zero_is_refused(int offset, int dimension)
    {
        var content = TestFiles.Images;
        content[offset + 3] = 0;
        Assert.Equal(
            $"file is empty: dimension {dimension} in its IDX header is 0, needed is at least 1. Get the file again.",
            Fail(content, false));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Absurd_dimensions_take_no_memory(bool compressed)
    {
        // 2^31 - 1 in each dimension; a negative one; and one billion pixels, which would fit an array but not this file.
        byte[][] headers =
        [
            [0, 0, 8, 3, 0x7f, 255, 255, 255, 0x7f, 255, 255, 255, 0x7f, 255, 255, 255],
            [0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1],
            [0, 0, 8, 3, 0, 0, 3, 232, 0, 0, 3, 232, 0, 0, 3, 232],
        ];
        foreach (var header in headers)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = Fail([.. header, 1, 2, 3], compressed);
            Assert.Contains("IDX header", message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void A_damaged_gzip_is_refused_wherever_the_damage_is()
    {
        var intact = TestFiles.Gzip([.. TestFiles.Images]);
        for (var i = 0; i < intact.Length; i++)
        {
            // Bytes 3 to 9 are flags, time and system: they are no content, and a changed flag may be legal.
            if (i is >= 3 and <= 9)
                continue;
            var damaged = intact.ToArray();
            damaged[i] ^= 0x55;
            using var file = new DataFile("file.gz", new MemoryStream(damaged));
            var error = Assert.Throws<UserErrorException>(() => IdxReader.ReadImages(file));
            Assert.Contains("file.gz", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_gzip_that_ends_early_is_refused_at_every_length()
    {
        var intact = TestFiles.Gzip(TestFiles.Images);
        for (var length = 0; length < intact.Length; length++)
        {
            using var file = new DataFile("file.gz", new MemoryStream(intact[..length]));
            Assert.Throws<UserErrorException>(() => IdxReader.ReadImages(file));
        }
    }

    private static string Fail(byte[] content, bool compressed)
    {
        using var file = Open(content, compressed);
        return Assert.Throws<UserErrorException>(() => IdxReader.ReadImages(file)).Message;
    }

    private static DataFile Open(byte[] content, bool compressed) =>
        new("file", new MemoryStream(compressed ? TestFiles.Gzip(content) : content));
}
