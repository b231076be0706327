using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>For a terminal: one bar for the whole sweep, with what is running and the time that is left.</summary>
internal sealed class LiveProgress : SweepProgress
{
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

    public override void Warn(string message) => Terminal.Error.Console.MarkupLineInterpolated($"warning: {message}");

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
            Terminal.Error.Console.MarkupLineInterpolated($"failed: {runId}: {failure}");
    }

    protected override void ShowChange()
    {
        _bar!.Value = Work;
        _bar.Description = Markup.Escape(Summary());
    }

    private void Display()
    {
        Terminal.Error.Console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                _bar = context.AddTask("starting", maxValue: Runs);
                _ready.Set();
                _finished.Wait();
            });
    }
}
