using System.Diagnostics;
using Engine.Training;
using Harness.Runs.Execution;

namespace Harness.Cli.Output;

/// <summary>Counts what a sweep has done; how it is shown is left to the kinds.</summary>
internal abstract class SweepProgress(int runs) : ISweepProgress, IDisposable
{
    /// <summary>Runs that a summary names; a stack may have many more.</summary>
    private const int Named = 6;

    private readonly Lock _lock = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, RunProgress> _running = new(StringComparer.Ordinal);

    protected int Runs { get; } = runs;

    protected int Done { get; private set; }

    private int Before { get; set; }

    protected int Failed { get; private set; }

    /// <summary>A live bar on a terminal, a line now and then elsewhere, warnings alone if quiet.</summary>
    public static SweepProgress Create(bool quiet, int runs)
    {
        if (quiet)
            return new QuietProgress(runs);
        return Terminal.Error.IsInteractive ? new LiveProgress(runs) : new LineProgress(runs);
    }

    public void DoneBefore(int runs) => Change(() => (Before, Done) = (runs, Done + runs));

    public void Started(string runId, int epochs) => Change(() => _running[runId] = new RunProgress(0, epochs, "training"));

    public void Epoch(string runId, EpochRecord epoch) => Change(() => _running[runId] = _running[runId] with { Epoch = epoch.Epoch });

    public void Phase(string runId, string phase) => Change(() => _running[runId] = _running[runId] with { Phase = phase });

    public void Finished(string runId, string? failure) => Change(() =>
    {
        _running.Remove(runId);
        Done += failure is null ? 1 : 0;
        Failed += failure is null ? 0 : 1;
        ShowFinished(runId, failure);
    });

    public virtual void Warn(string message) => Terminal.Error.Line($"warning: {message}");

    public virtual void Dispose() { }

    /// <summary>Runs worth of work that is done, fractions included.</summary>
    protected double Work => Done + Failed + _running.Values.Sum(run => run.Fraction);

    /// <summary>One line on where the sweep is.</summary>
    protected string Summary()
    {
        var running = _running.Count > 0 ? $", {_running.Count} running" : "";
        var current = string.Join(" · ", _running.OrderBy(run => run.Key, StringComparer.Ordinal).Take(Named).Select(run => $"{run.Key}: {run.Value}"));
        var more = _running.Count > Named ? $" · and {_running.Count - Named} more" : "";
        return $"{Done} of {Runs} runs done{(Failed > 0 ? $", {Failed} failed" : "")}{running}{Estimate()}{(current.Length > 0 ? " · " + current : "")}{more}";
    }

    /// <summary>How long the rest takes at the pace so far; nothing before there is a pace.</summary>
    private string Estimate()
    {
        var (elapsed, now) = (Stopwatch.GetElapsedTime(_started), Work - Before);
        return now >= 0.5 && elapsed.TotalSeconds >= 1 && Runs > Work ? $", about {Duration.Text(elapsed * ((Runs - Work) / now))} left" : "";
    }

    protected abstract void ShowFinished(string runId, string? failure);

    protected abstract void ShowChange();

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            ShowChange();
        }
    }
}
