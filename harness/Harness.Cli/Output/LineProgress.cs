using System.Diagnostics;

namespace Harness.Cli.Output;

/// <summary>For a log file: a line for each finished run and one now and then between.</summary>
internal sealed class LineProgress(int runs) : SweepProgress(runs)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Stopwatch _since = Stopwatch.StartNew();

    protected override void ShowFinished(string runId, string? failure)
    {
        _since.Restart();
        Terminal.Error.Line($"[{Done + Failed}/{Runs}] {runId} {(failure is null ? "done" : "failed: " + failure)}");
    }

    protected override void ShowChange()
    {
        if (_since.Elapsed < Pause)
            return;
        _since.Restart();
        Terminal.Error.Line(Summary());
    }
}
