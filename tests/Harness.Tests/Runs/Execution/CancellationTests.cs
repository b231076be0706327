using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Stopped in any phase, a sweep leaves whole files and goes on to the same bytes.</summary>
public sealed class CancellationTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    [Theory]
    [InlineData("started", 0)]
    [InlineData("epoch 1", 0)]
    [InlineData("epoch 2", 0)]
    [InlineData("measuring", 0)]
    [InlineData("removing single neurons", 0)]
    [InlineData("ablating layer-1", 0)]
    [InlineData("ablating layer-2", 0)]
    [InlineData("ablating network", 0)]
    [InlineData("reading", 0)]
    [InlineData("finished", 1)]
    public void In_a_phase(string phase, int done)
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var sweep = new TestSweep(folder["out"]) { Progress = new Observer(at => Stop(at == phase, stop)) };
        var result = sweep.RunUntil(stop.Token);
        Assert.Equal((0, true), (result.Failed, result.Cancelled));
        // When a run has finished the next one computes already, or even writes.
        Assert.InRange(result.Done, done, phase is "finished" ? done + 1 : done);
        AssertGoesOn(folder, result.Done, phase is "started" or "epoch 1" ? 1 : phase is "finished" ? Checkpoints(folder) : 0);
    }

    [Theory]
    [InlineData("epochs")]
    [InlineData("neurons")]
    [InlineData("histograms")]
    [InlineData("ablation")]
    [InlineData("insights")]
    [InlineData("runs")]
    public void While_writing_the_run_is_finished_first(string table)
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var sweep = new TestSweep(folder["out"]) { Format = new HookedFormat((name, _) => Stop(name == table, stop)) };
        var done = sweep.RunUntil(stop.Token).Done;
        // The next run computes meanwhile: it is stopped where it is, or is past that too.
        Assert.InRange(done, 1, 2);
        AssertGoesOn(folder, done, Checkpoints(folder));
    }

    [Fact]
    public void While_data_load_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new TestSweep(folder["out"]).RunUntil(stop.Token));
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static void Stop(bool now, CancellationTokenSource source)
    {
        if (now)
            source.Cancel();
    }

    /// <summary>Of the run that was stopped in its training, if one was.</summary>
    private static int Checkpoints(TemporaryFolder folder) => Directory.Exists(folder["out/checkpoints"]) ? 1 : 0;

    /// <param name="checkpoints">One where it was stopped in training.</param>
    private void AssertGoesOn(TemporaryFolder folder, int done, int checkpoints)
    {
        Leftovers.AssertWhole(folder["out"]);
        var files = SameResults.Files(folder["out"]);
        Assert.Equal(checkpoints, files.Count(file => file.StartsWith("checkpoints/", StringComparison.Ordinal)));
        Assert.Equal(1 + (7 * done) + checkpoints, files.Length);
        var result = new TestSweep(folder["out"]).Run();
        Assert.Equal((3 - done, done), (result.Done, result.DoneBefore.Length));
        SameResults.AssertSame(reference.Path, folder["out"]);
    }
}
