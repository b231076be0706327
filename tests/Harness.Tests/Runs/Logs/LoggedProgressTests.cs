using Harness.Runs.Execution;
using Harness.Runs.Logs;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Logs;

public sealed class LoggedProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    private string Output => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_has_the_epochs_of_the_table_also_of_a_run_that_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        var observer = new Observer(what => Stop(what, stop));
        using (var logged = new LoggedProgress(observer, Output, LogFormat.Csv))
            Sweep(logged, new SweepOptions(1, 1, 64 << 20) { CheckpointInterval = TimeSpan.Zero }).RunUntil(stop.Token);
        var run = Path.GetFileNameWithoutExtension(Directory.GetFiles(_folder["out/logs"]).Single());
        Assert.Equal(3, File.ReadAllLines(_folder[$"out/logs/{run}.csv"]).Length);
        using (var logged = new LoggedProgress(new Observer(), Output, LogFormat.Csv))
            Sweep(logged, null).Run();
        var (lines, table) = (File.ReadAllLines(_folder[$"out/logs/{run}.csv"]), ResultTables.Of(Output, "epochs", run));
        Assert.Equal(string.Join(',', table.Schema.Columns.Skip(1).Select(column => column.Name)), lines[0]);
        Assert.Equal(
            Enumerable.Range(0, table.Rows).Select(row =>
                string.Join(',', table.Schema.Columns.Skip(1).Select(column => table[column.Name].Cell(row)))),
            lines[1..]);
        // A log is no result: the folder is sound without and with it.
        Assert.All(SweepStatus.Of(new ResultFolder(Output), verify: true).Runs, one => Assert.Equal(RunStatus.Done, one.State.Status));
    }

    [Fact]
    public void Each_run_has_an_event_file_of_its_own()
    {
        using (var logged = new LoggedProgress(new Observer(), Output, LogFormat.TensorBoard))
            Sweep(logged, null).Run();
        foreach (var run in new ResultFolder(Output).FilesOf("runs"))
        {
            var bytes = File.ReadAllBytes(_folder[$"out/logs/{run}/events.out.tfevents.0.engine"]);
            var records = 0;
            for (var at = 0; at < bytes.Length; at += 16 + (int)BitConverter.ToInt64(bytes, at))
                records++;
            // The version and four epochs.
            Assert.Equal(5, records);
        }
    }

    [Fact]
    public void Where_no_log_can_be_written_the_sweep_goes_on_and_that_is_told_once()
    {
        _folder.Write("out/logs", "a file");
        var warnings = new List<string>();
        using (var logged = new LoggedProgress(new Observer(warnings.Add), Output, LogFormat.Csv))
        {
            logged.Started("a", 2);
            logged.Epoch("a", new(1, new(0, 0), new(0, 0), new(0, 0), 0));
            logged.Started("b", 2);
        }
        Assert.Single(warnings, text => text.StartsWith($"{_folder["out/logs"]}: no more is logged: ", StringComparison.Ordinal));
        Assert.Equal(["started", "epoch 1", "started"], warnings.Where(text => !text.Contains("logged", StringComparison.Ordinal)));
    }

    private void Stop(string what, CancellationTokenSource stop)
    {
        _told.Add(what);
        if (what == "epoch 2")
            stop.Cancel();
    }

    private TestSweep Sweep(LoggedProgress logged, SweepOptions? options) =>
        new(Output, "training.epochs=4", "seeds=1") { Progress = logged, Options = options };
}
