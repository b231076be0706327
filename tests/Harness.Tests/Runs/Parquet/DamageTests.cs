using System.Globalization;
using Engine;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing.Results;

namespace Harness.Tests.Runs.Parquet;

/// <summary>
/// Damaged files: flipped bits, cuts, runs of 0xFF. A file of ours is never read as another table; no file takes long or much memory.
/// <c>ENGINE_DAMAGED_FILES=1500</c> in the environment damages each kind of file so many times; without it, 90 times.
/// </summary>
public sealed class DamageTests
{
    private const int LongestMilliseconds = 20_000;

    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("ENGINE_DAMAGED_FILES") ?? "90", CultureInfo.InvariantCulture);

    public static TheoryData<string> Ours => ["mixed", "groups", "curves", "one row"];

    public static TheoryData<string> Others =>
        ["mixed without its checksum", "groups without their checksum", "DuckDB", "earlier ablation", "earlier runs"];

    [Theory]
    [MemberData(nameof(Ours))]
    public void A_file_of_ours_is_never_another_table(string name)
    {
        var outcome = Try(name, needsChecksum: true);
        Assert.Equal(0, outcome.Wrong);
        Assert.InRange(outcome.Errors, (Count * 9 / 10) + 1, Count);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_file_without_a_checksum_takes_no_more_than_it_is_worth(string name) => Try(name, needsChecksum: false);

    /// <summary>The earlier version wrote checksums of pages, so that only damage of its footer can go unnoticed.</summary>
    [Theory]
    [InlineData("earlier ablation")]
    [InlineData("earlier runs")]
    public void A_file_of_an_earlier_version_is_hardly_ever_another_table(string name) =>
        Assert.InRange(Try(name, needsChecksum: false).Wrong, 0, Count / 100);

    private static (int Errors, int Same, int Wrong) Try(string name, bool needsChecksum)
    {
        var file = Files(name);
        // At least 16 MB, and 200 times the file: zstd packs a page of equal numbers well.
        var limit = (16L << 20) + (200L * file.Length);
        var (sound, random) = (ParquetFormat.Read(file, name).Table, new Random(7));
        var (errors, same, wrong) = (0, 0, 0);
        for (var i = 0; i < Count; i++)
        {
            var damaged = Damaged.Of(file, i, random);
            var (read, allocated) = Read(damaged, name, i, needsChecksum);
            Assert.True(allocated < limit, $"{name}, damage {i}: {allocated} bytes were taken for a file of {file.Length}");
            if (read is null)
                errors++;
            else if (Damaged.Same(sound, read))
                same++;
            else
                wrong++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}, {file.Length} bytes, {Count} damaged: {errors} errors, {same} the same, {wrong} another table");
        return (errors, same, wrong);
    }

    /// <summary>On a thread of its own, since one that hangs cannot be ended.</summary>
    private static (Table? Read, long Allocated) Read(byte[] file, string name, int damage, bool needsChecksum)
    {
        (Table? Read, long Allocated) outcome = default;
        Exception? other = null;
        var thread = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                outcome.Read = ParquetFormat.Read(file, name, needsChecksum).Table;
            }
            catch (UserErrorException cause) when (cause.Message.StartsWith(name + ": ", StringComparison.Ordinal))
            {
                // As it should be.
            }
            catch (Exception cause)
            {
                other = cause;
            }
            outcome.Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.IsBackground = true;
        thread.Start();
        Assert.True(thread.Join(LongestMilliseconds), $"{name}, damage {damage}: not read after {LongestMilliseconds} ms");
        Assert.Null(other);
        return outcome;
    }

    private static byte[] Files(string name) => name switch
    {
        "mixed" => Write(TestTable.Everything(400)),
        "groups" => Write(TestTable.Everything(400), 64),
        "curves" => Write(Curves()),
        "one row" => Write(TestTable.Everything(1)),
        "mixed without its checksum" => Damaged.WithoutChecksum(Files("mixed")),
        "groups without their checksum" => Damaged.WithoutChecksum(Files("groups")),
        "DuckDB" => Fixture.Bytes("duckdb-v1.parquet"),
        "earlier ablation" => EarlierFolder.File("ablation"),
        "earlier runs" => EarlierFolder.File("runs"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such file"),
    };

    private static byte[] Write(Table table, int rowsPerGroup = 131_072)
    {
        using var stream = new MemoryStream();
        new ParquetFormat(rowsPerGroup).Write(stream, table, new Dictionary<string, string> { ["schema_version"] = "1" });
        return stream.ToArray();
    }

    /// <summary>
    /// As in <c>ablation</c>: texts that are equal over many rows, counted steps, shares, and losses that no two rows have alike.
    /// </summary>
    private static Table Curves()
    {
        var random = new Random(3);
        int[] rows = [.. Enumerable.Range(0, 4000)];
        return TestTable.Columns(
            ("run_id", ColumnKind.Text, rows.Select(_ => "demo-s0-84da011da7ab").ToArray(), null, false),
            ("order", ColumnKind.Text, rows.Select(row => row < 2000 ? "mutual-information" : "random").ToArray(), null, false),
            ("step", ColumnKind.Int32, rows.Select(row => row % 101).ToArray(), null, false),
            ("accuracy", ColumnKind.Float64, rows.Select(row => random.Next(10_000) / 10_000.0).ToArray(), null, false),
            ("loss", ColumnKind.Float64, rows.Select(_ => random.NextDouble()).ToArray(), null, false));
    }
}

/// <summary>Makes damaged files of sound ones.</summary>
internal static class Damaged
{
    /// <summary>
    /// One time in three some bits are flipped, every other near the end, where a damaged length does most; one in three the file is cut;
    /// one in three a run of bytes is 0xFF.
    /// </summary>
    public static byte[] Of(byte[] file, int place, Random random)
    {
        var damaged = (byte[])file.Clone();
        switch (place % 3)
        {
            case 0:
                for (var flips = random.Next(1, 6); flips > 0; flips--)
                {
                    var at = random.Next(2) == 0 ? random.Next(file.Length) : file.Length - 1 - random.Next(Math.Min(file.Length, 3000));
                    damaged[at] ^= (byte)(1 << random.Next(8));
                }
                return damaged;
            case 1:
                return damaged[..random.Next(file.Length)];
            default:
                var begin = random.Next(file.Length);
                damaged.AsSpan(begin, Math.Min(file.Length - begin, random.Next(1, 600))).Fill(0xFF);
                return damaged;
        }
    }

    /// <summary>The same file with another key in place of the checksum's.</summary>
    public static byte[] WithoutChecksum(byte[] file)
    {
        var without = (byte[])file.Clone();
        "absent"u8.CopyTo(without.AsSpan(without.AsSpan().LastIndexOf("sha256"u8)));
        return without;
    }

    /// <summary>Whether both have the same columns and cells, floats bit for bit.</summary>
    public static bool Same(Table one, Table other)
    {
        try
        {
            TableAssert.Equal(one, other);
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return false;
        }
    }
}
