using System.Diagnostics;
using Engine;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>Tells how a sweep stands until it has ended: a line whenever that changes, whoever works on it.</summary>
/// <param name="pause">Between two looks at the folder, at least.</param>
internal sealed class FollowedStatus(ResultFolder folder, TimeSpan pause, CancellationToken cancellation)
{
    /// <summary>Looking takes this share of the time at most: a large sweep on a slow disk is not read without end.</summary>
    private const double MostWork = 0.2;

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private int? _first;

    /// <returns>The last state.</returns>
    public SweepStatus Follow()
    {
        var said = "";
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            var status = SweepStatus.Of(folder, verify: false, cancellation);
            var ended = status.Count(RunStatus.Done) + status.Count(RunStatus.Failed);
            if (ended == status.Runs.Length)
                return status;
            if (Counts(status) is var counts && counts != said)
                Terminal.Out.Line($"{DateTimeOffset.Now:HH:mm:ss}  {said = counts}{Left(status.Runs.Length, ended)}");
            var taken = Stopwatch.GetElapsedTime(began);
            if (cancellation.WaitHandle.WaitOne(taken / MostWork > pause ? taken / MostWork : pause))
                return status;
        }
    }

    private static string Counts(SweepStatus status)
    {
        var (failed, running) = (status.Count(RunStatus.Failed), status.Count(RunStatus.Running));
        return $"{status.Count(RunStatus.Done)} of {Amount.Of(status.Runs.Length, "run")} done"
            + $"{(failed > 0 ? $", {failed} failed" : "")}, {running} running";
    }

    /// <summary>The time that the rest takes at the speed since the first look; empty before a run has ended.</summary>
    private string Left(int runs, int ended)
    {
        _first ??= ended;
        var now = ended - _first.Value;
        return now > 0 ? $", about {Duration.Text(_since.Elapsed / now * (runs - ended))} left" : "";
    }
}
