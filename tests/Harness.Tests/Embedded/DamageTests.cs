using Engine;
using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests;

/// <summary>Whatever the bytes, the reader gives a table or the user's error, which names the file.</summary>
public class DamageTests
{
    private const int Rounds = 1000;

    // Without checksums, so that damage gets as far as the decoders.
    public static TheoryData<string> Files => ["plain", "snappy", "paged", "v2", "v1"];

    private static byte[] File(string name) => name switch
    {
        "plain" => TestFormat.Write(TestTable.Everything(60), new() { Compress = false, Checksums = false }),
        "snappy" => TestFormat.Write(TestTable.Everything(200), new() { Checksums = false }),
        "paged" => TestFormat.Write(TestTable.Everything(120),
            new() { Compress = false, Checksums = false, RowsPerGroup = 50, PageBytes = 40, DictionaryBytes = 60 }),
        _ => System.IO.File.ReadAllBytes(Fixture.Path($"duckdb-{name}.parquet")),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Changed_bytes(string name)
    {
        var (file, random) = (File(name), new Random(11));
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = (byte[])file.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Check(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_bits_of_the_footer(string name)
    {
        var (file, random) = (File(name), new Random(12));
        var footer = BitConverter.ToInt32(file, file.Length - 8);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = (byte[])file.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
                damaged[file.Length - 8 - random.Next(footer)] ^= (byte)(1 << random.Next(8));
            Check(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Cut_at_any_length(string name)
    {
        var file = File(name);
        for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 700))
            Assert.Throws<UserErrorException>(() => TestFormat.Read(file[..length]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_piece_missing_or_doubled_in_the_middle(string name)
    {
        var (file, random) = (File(name), new Random(13));
        for (var round = 0; round < Rounds; round++)
        {
            var (from, to) = (random.Next(file.Length), random.Next(file.Length));
            Check([.. file[..from], .. file[to..]]);
        }
    }

    [Fact]
    public void Random_bytes_between_the_magics()
    {
        var random = new Random(14);
        for (var round = 0; round < Rounds; round++)
        {
            var footer = new byte[random.Next(1, 80)];
            random.NextBytes(footer);
            Check([.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8]);
        }
    }

    [Fact]
    public void With_checksums_no_changed_byte_of_a_page_goes_unnoticed()
    {
        var file = TestFormat.Write(TestTable.Of(1.5, 2.5, 3.5), new() { Compress = false });
        var data = file.AsSpan().IndexOf(BitConverter.GetBytes(1.5));
        for (var i = data; i < data + 24; i++)
        {
            var damaged = (byte[])file.Clone();
            damaged[i] ^= 1;
            var e = Assert.Throws<UserErrorException>(() => TestFormat.Read(damaged));
            Assert.StartsWith($"{TestFormat.Source}: column x, row group 0: a page has the checksum", e.Message);
        }
    }

    private static void Check(byte[] damaged)
    {
        try
        {
            TestFormat.Read(damaged);
        }
        catch (UserErrorException e)
        {
            Assert.StartsWith(TestFormat.Source + ": ", e.Message);
        }
    }
}
