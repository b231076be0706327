using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>A disk that fills up ends the sweep; it is no failure of the run that met it.</summary>
public sealed class StorageFailureTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    /// <summary>Six tables a run; the model is written before them.</summary>
    [Theory]
    [InlineData(7, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(9, 1)]
    [InlineData(15, 2)]
    public void What_is_finished_stays_and_nothing_else(int write, int jobs)
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"])
        {
            Jobs = jobs,
            Format = new HookedFormat((_, count) =>
            {
                if (count >= write)
                    throw new IOException("No space left on device");
            }),
        };
        var failure = Assert.Throws<StorageException>(() => sweep.Run());
        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Leftovers.AssertWhole(folder["out"]);
        var files = SameResults.Files(folder["out"]);
        var done = files.Count(file => file.StartsWith("runs/", StringComparison.Ordinal));
        // The next runs compute meanwhile: they leave a checkpoint where they were stopped, and may have written before the last row of the
        // run before.
        var checkpoints = files.Count(file => file.StartsWith("checkpoints/", StringComparison.Ordinal));
        Assert.InRange(checkpoints, 0, jobs);
        Assert.Equal(1 + (7 * done) + checkpoints, files.Length);
        if (jobs == 1)
            Assert.InRange(done, ((write - 1) / 6) - 1, (write - 1) / 6);
        new TestSweep(folder["out"]).Run();
        SameResults.AssertSame(reference.Path, folder["out"]);
    }
}
