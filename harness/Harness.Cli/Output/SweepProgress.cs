using System.Diagnostics;
using Engine.Training;
using Harness.Runs.Execution;
using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>Counts what a sweep has done; the derived classes show it.</summary>
internal abstract class SweepProgress(int runs) : ISweepProgress, IDisposable
{
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

    public void Started(string runId, int epochs) => Change(() => _running[runId] = new RunProgress(epochs, RunProgress.Training, null));

    public void Epoch(string runId, EpochRecord epoch) => Change(() => _running[runId] = _running[runId] with { Last = epoch });

    public void Phase(string runId, string phase) => Change(() => _running[runId] = _running[runId] with { Phase = phase });

    public void Finished(string runId, string? failure) => Change(() =>
    {
        _running.Remove(runId);
        Done += failure is null ? 1 : 0;
        Failed += failure is null ? 0 : 1;
        ShowFinished(runId, failure);
    });

    /// <summary>Says something that is no warning.</summary>
    public virtual void Tell(string message) => Terminal.Error.Line(message);

    public virtual void Warn(string message) => Terminal.Error.Line($"warning: {message}");

    /// <summary>Tells what is no fault.</summary>
    public virtual void Note(string message) => Terminal.Error.Line($"note: {message}");

    public virtual void Dispose() { }

    /// <summary>Finished runs, with the fractions of those that are running.</summary>
    protected double Work => Done + Failed + _running.Values.Sum(run => run.Fraction);

    protected ProgressText Text => new(
        Done, Failed, Runs, Left(), [.. _running.OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => (run.Key, run.Value))]);

    /// <summary>The time that the rest takes at the speed so far; null before a speed is known.</summary>
    private string? Left()
    {
        var (elapsed, now) = (Stopwatch.GetElapsedTime(_started), Work - Before);
        return now >= 0.5 && elapsed.TotalSeconds >= 1 && Runs > Work ? Duration.Text(elapsed * ((Runs - Work) / now)) : null;
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

/// <summary>For a terminal: one bar for the whole sweep, with what is running and the time that is left.</summary>
internal sealed class LiveProgress : SweepProgress
{
    private const int BarWidth = 12;

    private readonly ManualResetEventSlim _ready = new();
    private readonly ManualResetEventSlim _finished = new();
    private readonly Thread _display;
    private ProgressTask? _bar;
    private bool _disposed;

    public LiveProgress(int runs) : base(runs)
    {
        _display = new Thread(Display) { IsBackground = true, Name = "engine progress" };
        _display.Start();
        _ready.Wait();
    }

    public override void Tell(string message) => Terminal.Error.Console.MarkupLineInterpolated($"{Visible.Text(message)}");

    public override void Warn(string message) => Terminal.Error.Console.MarkupLineInterpolated($"warning: {Visible.Text(message)}");

    public override void Note(string message) => Terminal.Error.Console.MarkupLineInterpolated($"note: {Visible.Text(message)}");

    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _finished.Set();
            _display.Join();
            _ready.Dispose();
            _finished.Dispose();
        }
        base.Dispose();
    }

    protected override void ShowFinished(string runId, string? failure)
    {
        if (failure is not null)
            Terminal.Error.Console.MarkupLineInterpolated($"failed: {runId}: {Visible.Text(failure)}");
    }

    protected override void ShowChange()
    {
        if (_bar is not { } bar)
            return;
        bar.Value = Work;
        // The bar, its share and the spaces between leave this room; a longer line would be broken.
        bar.Description = Markup.Escape(Text.Fitted(Terminal.Error.Console.Profile.Width - BarWidth - 8));
    }

    private void Display()
    {
        Terminal.Error.Console.Progress()
            .Columns(
                new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                _bar = context.AddTask("starting", maxValue: Runs);
                _ready.Set();
                _finished.Wait();
            });
    }
}

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
        Terminal.Error.Line(Text.Whole);
    }
}

/// <summary>Shows warnings only.</summary>
internal sealed class QuietProgress(int runs) : SweepProgress(runs)
{
    public override void Tell(string message) { }

    public override void Note(string message) { }

    protected override void ShowFinished(string runId, string? failure) { }

    protected override void ShowChange() { }
}
