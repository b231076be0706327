using Harness.Runs.Execution;
using Harness.Runs.Leases;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Several sweeps in one folder: each run is done by one of them, and none is missing.</summary>
public sealed class SharedFolderTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Fact]
    public void Two_at_once_share_the_runs_and_come_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var results = new SweepResult[2];
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() => results[i] = new TestSweep(folder["out"]).Run())).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Equal(3, results.Sum(result => result.Done));
        Assert.All(results, result => Assert.Equal(3, result.Done + result.DoneBefore.Length + result.DoneElsewhere.Length));
        Leftovers.AssertWhole(folder["out"]);
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    [Fact]
    public void A_run_in_another_ones_hands_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        new TestSweep(folder["out"]) { Share = place => place == 0 }.Run();
        var waiting = reference.Runs[1];
        using var other = new LeaseBoard(folder["out/claims"], TimeSpan.FromHours(1));
        Assert.True(other.TryTake(waiting, out _));
        SweepResult? result = null;
        var thread = new Thread(() => result = new TestSweep(folder["out"]).Run());
        thread.Start();
        Assert.False(thread.Join(TimeSpan.FromSeconds(1)), "it did not wait");
        // The other one finishes it: its files are put where they belong, the row last.
        foreach (var file in SameResults.Files(reference.Path).Where(file => file.Contains(waiting, StringComparison.Ordinal)))
            folder.Write($"out/{file}", File.ReadAllBytes(Path.Combine(reference.Path, file)));
        other.Release(waiting);
        thread.Join();
        Assert.Equal((1, 1), (result!.Done, result.DoneBefore.Length));
        Assert.Equal([waiting], result.DoneElsewhere);
        SameResults.AssertSame(reference.Path, folder["out"]);
    }

    [Fact]
    public void Who_is_waited_for_is_told_once()
    {
        using var folder = new TemporaryFolder();
        new TestSweep(folder["out"]) { Share = place => place == 0 }.Run();
        var waiting = reference.Runs[1];
        using var other = new LeaseBoard(folder["out/claims"], TimeSpan.FromHours(1), new LeaseOwner("elsewhere boot", 77, "1"));
        Assert.True(other.TryTake(waiting, out _));
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var isTold = new ManualResetEventSlim();
        var sweep = new TestSweep(folder["out"])
        {
            Options = new SweepOptions(1, 1, 64 << 20) { Lease = TimeSpan.FromMilliseconds(100) },
            Progress = new Observer(what =>
            {
                if (!what.StartsWith("waiting", StringComparison.Ordinal))
                    return;
                told.Enqueue(what);
                isTold.Set();
            }),
        };
        var thread = new Thread(() => sweep.Run());
        thread.Start();
        isTold.Wait();
        other.Release(waiting);
        thread.Join();
        Assert.Contains($"{waiting} (process 77 on elsewhere, lease of 3600 s)", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_elsewhere_is_not_tried_again()
    {
        string[] diverging = ["seeds=1", "training.optimizer=sgd", "sweep={training.learning_rate: [0.05, 1e6]}"];
        using TemporaryFolder folder = new(), copy = new();
        var first = new TestSweep(copy["out"], diverging).Run();
        var failed = first.Ended.Single(row => row.Error is not null).RunId;
        using var other = new LeaseBoard(folder["out/claims"], TimeSpan.FromHours(1));
        SweepResult? result = null;
        var started = new ManualResetEventSlim();
        var sweep = new TestSweep(folder["out"], diverging) { Progress = new Observer(_ => started.Set()) };
        // A folder with leases alone is one that somebody began.
        new TestSweep(folder["out"], diverging) { Share = _ => false }.Run();
        Assert.True(other.TryTake(failed, out _));
        var thread = new Thread(() => result = sweep.Run());
        thread.Start();
        started.Wait();
        folder.Write($"out/runs/{failed}.parquet", File.ReadAllBytes(Path.Combine(copy["out"], "runs", failed + ".parquet")));
        other.Release(failed);
        thread.Join();
        Assert.Equal((1, 0), (result!.Done, result.Failed));
        Assert.Equal([failed], result.FailedElsewhere);
        // But the next one with --resume does.
        Assert.Equal(1, new TestSweep(folder["out"], diverging).Run().Failed);
    }

    [Fact]
    public void What_a_killed_process_left_of_a_run_is_swept_up()
    {
        using var folder = new TemporaryFolder();
        new TestSweep(folder["out"]) { Share = place => place == 0 }.Run();
        string[] names =
        [
            $"neurons/.unfinished-{reference.Runs[1]}.parquet.01",
            $"models/.unfinished-{reference.Runs[0]}.safetensors.02", $"checkpoints/{reference.Runs[0]}.checkpoint",
            $"claims/.unfinished-{reference.Runs[2]}.1.claim.03",
        ];
        foreach (var name in names)
            folder.Write($"out/{name}", "half");
        folder.Write(
            $"out/claims/{reference.Runs[0]}.1.claim",
            new Lease(LeaseOwner.Current with { Started = "long ago" }, "token", 0, 60).ToBytes());
        new TestSweep(folder["out"]).Run();
        SameResults.AssertSame(reference.Path, folder["out"]);
        Assert.False(Directory.Exists(folder["out/claims"]));
    }

    [Fact]
    public void What_another_process_is_writing_is_not_swept_up()
    {
        using var folder = new TemporaryFolder();
        new TestSweep(folder["out"]) { Share = _ => false }.Run();
        using var other = new LeaseBoard(folder["out/claims"], TimeSpan.FromHours(1));
        Assert.True(other.TryTake(reference.Runs[1], out _));
        var writing = folder.Write($"out/neurons/.unfinished-{reference.Runs[1]}.parquet.01", "half");
        new TestSweep(folder["out"]) { Share = place => place != 1 }.Run();
        Assert.True(File.Exists(writing));
        Assert.Equal(RunStatus.Missing, new TestSweep(folder["out"]).Folder.StateOf(reference.Runs[1]).Status);
    }
}
