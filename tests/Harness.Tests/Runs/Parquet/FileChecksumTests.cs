using System.Security.Cryptography;
using System.Text;
using Engine;
using Harness.Runs.Parquet;

namespace Harness.Tests.Runs.Parquet;

public sealed class FileChecksumTests
{
    private const string Source = "neurons/a.parquet";

    private static readonly byte[] Sound = Write();

    [Fact]
    public void It_is_the_sha256_of_the_file_with_its_own_digits_as_zeros()
    {
        // In the metadata: the key, then 0x18 for a text and 0x40 for 64 bytes of it.
        var place = Sound.AsSpan().LastIndexOf("sha256\x18\x40"u8) + 8;
        var blank = (byte[])Sound.Clone();
        blank.AsSpan(place, 64).Fill((byte)'0');
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(blank)), Encoding.ASCII.GetString(Sound, place, 64));
    }

    [Fact]
    public void A_sound_file_is_verified_and_keeps_its_metadata_to_itself()
    {
        var read = ParquetFormat.Read(Sound, Source, needsChecksum: true);
        Assert.True(read.IsVerified);
        Assert.Equal([new("schema_version", "1")], read.Metadata);
    }

    [Fact]
    public void Whatever_bit_of_whatever_byte_flips_the_file_is_damaged()
    {
        for (var place = 0; place < Sound.Length; place++)
        {
            var damaged = (byte[])Sound.Clone();
            damaged[place] ^= (byte)(1 << (place % 8));
            var message = Assert.Throws<UserErrorException>(() => ParquetFormat.Read(damaged, Source, needsChecksum: true)).Message;
            Assert.Matches(
                $"^{Source}: it(s content does not match its| has no) checksum.* The file is damaged or incomplete: copy", message);
        }
    }

    [Fact]
    public void A_file_that_lost_its_checksum_is_damaged_where_all_have_one_and_unverified_elsewhere()
    {
        var without = Damaged.WithoutChecksum(Sound);
        var mistake = Assert.Throws<UserErrorException>(() => ParquetFormat.Read(without, Source, needsChecksum: true));
        Assert.Contains("it has no checksum, which all files of this folder were written with", mistake.Message);
        var read = ParquetFormat.Read(without, Source);
        Assert.False(read.IsVerified);
        TableAssert.Equal(TestTable.Everything(20), read.Table);
    }

    [Fact]
    public void A_text_that_looks_like_a_checksum_is_a_text()
    {
        var table = TestTable.Of("sha256\x18\x40" + new string('a', 64), "\x18\x06sha256\x18\x40" + new string('b', 64));
        using var stream = new MemoryStream();
        new ParquetFormat().Write(stream, table, new Dictionary<string, string>());
        var read = ParquetFormat.Read(stream.ToArray(), Source);
        Assert.True(read.IsVerified);
        TableAssert.Equal(table, read.Table);
    }

    private static byte[] Write()
    {
        using var stream = new MemoryStream();
        new ParquetFormat().Write(stream, TestTable.Everything(20), new Dictionary<string, string> { ["schema_version"] = "1" });
        return stream.ToArray();
    }
}
