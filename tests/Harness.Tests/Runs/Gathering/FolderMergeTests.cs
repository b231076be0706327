using Engine;
using Engine.Bounds;
using Harness.Runs.Gathering;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Gathering;

/// <summary>Parts of a sweep from several folders become the whole.</summary>
public sealed class FolderMergeTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Fact]
    public void Shards_become_the_whole_byte_by_byte()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", place => place is 0 or 1);
        Part(folder, "b", place => place is 1 or 2);
        var report = Merge(folder, "a", "b");
        Assert.Equal([reference.Runs[1]], report.Duplicates.Select(run => run.Run));
        Assert.Empty(report.Contradicting);
        Assert.Empty(report.Gaps);
        SameResults.AssertSame(reference.Path, folder["merged"]);
        // Once more changes nothing, and finds all of it there.
        Assert.Equal(3, Merge(folder, "a", "b").Duplicates.Count());
        SameResults.AssertSame(reference.Path, folder["merged"]);
    }

    [Fact]
    public void Gaps_are_told_and_can_be_filled()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", place => place == 0);
        Part(folder, "b", place => place == 2);
        Assert.Equal([reference.Runs[1]], Merge(folder, "a", "b").Gaps.Select(run => run.Run));
        Assert.Equal((1, 2), new TestSweep(folder["merged"]).Run() is var rest ? (rest.Done, rest.DoneBefore.Length) : default);
        SameResults.AssertSame(reference.Path, folder["merged"]);
    }

    [Fact]
    public void A_duplicate_with_other_bytes_is_told_and_the_first_is_kept()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", _ => true);
        Part(folder, "b", _ => true);
        Rewrite(new ResultFolder(folder["b"]), "neurons", table => ((int[])table["samples"].Values)[0]++);
        Rewrite(new ResultFolder(folder["b"]), "runs", _ => { });
        var report = Merge(folder, "a", "b");
        var differing = Assert.Single(report.Contradicting);
        Assert.Equal(
            (reference.Runs[0], Path.Combine("neurons", reference.Runs[0] + ".parquet")),
            (differing.Run, Assert.Single(differing.Differing)));
        SameResults.AssertSame(reference.Path, folder["merged"]);
    }

    /// <summary>Changes a file of the first run; a row is then as an earlier version wrote it, without the sizes of files.</summary>
    private void Rewrite(ResultFolder folder, string name, Action<Table> change)
    {
        var file = folder.ReadTable(name, reference.Runs[0]);
        change(file.Table);
        var metadata = file.Metadata.Where(pair => pair.Key != "file_sizes").ToDictionary(StringComparer.Ordinal);
        WholeFile.Write(
            Path.Combine(folder.Path, name, reference.Runs[0] + ".parquet"),
            stream => new ParquetFormat().Write(stream, file.Table, metadata));
    }

    [Fact]
    public void A_run_that_is_damaged_in_one_folder_is_taken_from_the_other()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", _ => true);
        Part(folder, "b", _ => true);
        var row = folder[$"a/runs/{reference.Runs[0]}.parquet"];
        File.WriteAllBytes(row, File.ReadAllBytes(row)[..^20]);
        Merge(folder, "a", "b");
        SameResults.AssertSame(reference.Path, folder["merged"]);
    }

    [Fact]
    public void A_failed_run_gives_way_to_one_that_is_done()
    {
        string[] diverging = ["seeds=1", "training.optimizer=sgd", "sweep={training.learning_rate: [0.05, 1e6]}"];
        using var folder = new TemporaryFolder();
        new TestSweep(folder["a"], diverging).Run();
        var report = Merge(folder, "a");
        Assert.Single(report.Failed);
        SameResults.AssertSame(folder["a"], folder["merged"]);
    }

    [Fact]
    public void What_is_of_all_seeds_is_left_out_where_folders_disagree_or_one_is_damaged()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", place => place == 0);
        Part(folder, "b", place => place == 1);
        string Id(int point) => $"small-all-seeds-00000000000{point}";
        // Of the first point they have other values, of the second the same; of the third one is damaged.
        foreach (var (part, values) in new[] { ("a", new[] { 0.5, 0.5, 0.5 }), ("b", [0.25, 0.5, 0.5]) })
            for (var point = 0; point < values.Length; point++)
                new ResultFolder(folder[part]).Write(
                    BoundsTable.Definition, Id(point),
                    [new BoundRow(
                        Id(point), new GeneralizationBound(0, BoundKind.BuZouVeeravalli, "gaussian", values[point], 0.1, "none", "none"))]);
        folder.Write($"b/bounds/{Id(2)}.parquet", "PAR1");
        Assert.Equal(new[] { 0, 2 }.Select(point => $"bounds/{Id(point)}.parquet"), Merge(folder, "a", "b").LeftOut);
        Assert.Equal([Id(1) + ".parquet"], Directory.GetFiles(folder["merged/bounds"]).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void A_run_that_is_missing_is_told_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", place => place < 2);
        var file = Directory.GetFiles(folder["a/neurons"]).Order(StringComparer.Ordinal).First();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        var gaps = Merge(folder, "a").Gaps.ToArray();
        Assert.Equal(2, gaps.Length);
        var damaged = gaps.Single(gap => gap.Run == Path.GetFileNameWithoutExtension(file));
        Assert.Contains(file, damaged.Reason, StringComparison.Ordinal);
        Assert.Contains(gaps, gap => gap.Reason == "none of the folders has it done");
        folder.Write("file", "mine");
        Assert.Contains(
            "is a file", Assert.Throws<UsageException>(() => new FolderMerge([new(folder["a"])], new(folder["file"])).Run()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_sweep_is_refused_with_the_difference()
    {
        using var folder = new TemporaryFolder();
        Part(folder, "a", place => place == 0);
        new TestSweep(folder["b"], "training.l2=0.5") { Share = _ => false }.Run();
        Assert.Contains(
            "training.l2: 0.5 → 0", Assert.Throws<UsageException>(() => Merge(folder, "a", "b")).Message, StringComparison.Ordinal);
        folder.Write("merged/notes.txt", "mine");
        Assert.Contains(
            "is not empty and holds no sweep", Assert.Throws<UsageException>(() => Merge(folder, "a")).Message, StringComparison.Ordinal);
    }

    private static void Part(TemporaryFolder folder, string name, Func<int, bool> share) =>
        new TestSweep(folder[name]) { Share = share }.Run();

    private static MergeReport Merge(TemporaryFolder folder, params string[] parts)
    {
        ResultFolder Of(string name) => new(folder[name]);
        return new FolderMerge([.. parts.Select(Of)], Of("merged")).Run();
    }
}
