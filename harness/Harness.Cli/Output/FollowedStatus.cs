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

    /// <summary>Of runs; from less no speed is told.</summary>
    private const double LeastWork = 0.1;

    /// <summary>Runs that are told of beside the counts.</summary>
    private const int MostShown = 3;

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private double? _first;

    /// <returns>The last state.</returns>
    public SweepStatus Follow()
    {
        var said = "";
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            var status = SweepStatus.Of(folder, verify: false, cancellation);
            if (status.Count(RunStatus.Done) + status.Count(RunStatus.Failed) == status.Runs.Length)
                return status;
            var left = Left(status);
            if (Text(status) is var text && text != said)
            {
                said = text;
                Terminal.Out.Line($"{DateTimeOffset.Now:HH:mm:ss}  {Counts(status)}{left}");
                foreach (var line in Epochs(status))
                    Terminal.Out.Line($"          {line}");
            }
            var taken = Stopwatch.GetElapsedTime(began);
            if (cancellation.WaitHandle.WaitOne(taken / MostWork > pause ? taken / MostWork : pause))
                return status;
        }
    }

    private static string Text(SweepStatus status) => string.Join('\n', Epochs(status).Prepend(Counts(status)));

    private static string Counts(SweepStatus status)
    {
        var (failed, running) = (status.Count(RunStatus.Failed), status.Count(RunStatus.Running));
        return $"{status.Count(RunStatus.Done)} of {Amount.Of(status.Runs.Length, "run")} done"
            + $"{(failed > 0 ? $", {failed} failed" : "")}, {running} running";
    }

    /// <summary>The last epoch of runs in training, as their leases tell it.</summary>
    private static IEnumerable<string> Epochs(SweepStatus status)
    {
        foreach (var (run, state) in status.Epochs.Take(MostShown))
            yield return $"{Visible.Name(run)}: {state}";
        if (status.Epochs.Count > MostShown)
            yield return $"and {status.Epochs.Count - MostShown} more";
    }

    /// <summary>The time that the rest takes at the speed since the first look; empty before there is one.</summary>
    private string Left(SweepStatus status)
    {
        var work = status.Count(RunStatus.Done) + status.Count(RunStatus.Failed)
            + status.Epochs.Values.Sum(run => RunProgress.TrainingShare * Math.Min(1, (double)run.Epoch / Math.Max(1, run.Epochs)));
        _first ??= work;
        var now = work - _first.Value;
        return now >= LeastWork ? $", about {Duration.Text(_since.Elapsed / now * (status.Runs.Length - work))} left" : "";
    }
}
