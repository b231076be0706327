using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Runs.Watching;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>One run of a stack in training: what is recorded of it, and how it ended. What goes wrong with it is its own failure, not the stack's.</summary>
internal sealed class StackedRun(PlannedRun run, ISweepProgress progress) : IDisposable
{
    private readonly List<EpochRow> _epochs = [];
    private TrainingWatches? _watches;

    public PlannedRun Run => run;

    public IReadOnlyList<EpochRow> Epochs => _epochs;

    /// <summary>The trained network; null before the end and where training failed.</summary>
    public Network? Network { get; private set; }

    /// <summary>Why the run failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Null without an information plane.</summary>
    public PlaneWatch? Plane => _watches?.Plane;

    /// <param name="snapshot">The network as it is now, made when asked for.</param>
    public void Begin(DataSplits splits, AnalysisResources resources, Func<Network> snapshot, CancellationToken cancellation) => Attempt(() =>
    {
        _watches = TrainingWatches.Of(run.Spec, splits, resources);
        _watches.See(0, snapshot, cancellation);
    });

    public void Note(EpochOutcome outcome, Func<Network> snapshot, CancellationToken cancellation) => Attempt(() =>
    {
        var record = outcome.Record ?? throw new UserErrorException(outcome.Failure ?? "training stopped without a reason");
        _epochs.Add(new EpochRow(run.RunId, record));
        progress.Epoch(run.RunId, record);
        _watches!.See(record.Epoch, snapshot, cancellation);
    });

    public void End(Func<Network> snapshot) => Attempt(() => Network = snapshot());

    public void Fail(Exception cause) => Failure ??= cause is UserErrorException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";

    /// <summary>Stores what the watches recorded.</summary>
    public void WriteWatches(ResultFolder folder) => _watches!.Write(folder, run.RunId);

    public void Dispose() => _watches?.Dispose();

    private void Attempt(Action step)
    {
        if (Failure is not null)
            return;
        try
        {
            step();
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            Fail(cause);
        }
    }
}
