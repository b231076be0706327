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

/// <summary>
/// One run of a stack in training, with its records and its end. If it fails, the rest of the stack goes on.
/// </summary>
/// <param name="isWanted">False for a run that is done already and trains again only because its stack's checkpoint contains it. Nothing of
/// it is reported or stored.</param>
internal sealed class StackedRun(
    PlannedRun run, bool isWanted, CheckpointFolder checkpoints, RunData data, ISweepProgress progress) : IDisposable
{
    private readonly List<EpochRow> _epochs = [];
    private TrainingWatches? _watches;
    private Network? _best;

    public PlannedRun Run => run;

    public bool IsWanted => isWanted;

    public IReadOnlyList<EpochRow> Epochs => _epochs;

    /// <summary>The trained network; null before the end and where training failed.</summary>
    public Network? Network { get; private set; }

    /// <summary>Why the run failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether it failed with the device that it was on.</summary>
    public bool IsLostWithDevice { get; private set; }

    /// <summary>How early stopping stands; null without it.</summary>
    public EarlyStopping? Stopping { get; private set; }

    /// <summary>Whether it trains no further: it failed, or early stopping ended it.</summary>
    public bool HasEnded => Failure is not null || Stopping?.IsOver == true;

    /// <summary>Null without an information plane.</summary>
    public PlaneWatch? Plane => _watches?.Plane;

    /// <summary>Null where nothing is looked at but the end.</summary>
    public NetworkWatch? Networks => _watches?.Networks;

    public void Begin(DataSplits splits, AnalysisResources resources)
    {
        Clear();
        Attempt(() => _watches = Watches(splits, resources));
    }

    /// <remarks>Nothing is noted of a run that has ended.</remarks>
    /// <param name="snapshot">The network as it is now, made when asked for.</param>
    public void Note(EpochOutcome outcome, Func<Network> snapshot) => Attempt(() =>
    {
        if (HasEnded)
            return;
        var record = outcome.Record ?? throw new UserErrorException(outcome.Failure ?? "training stopped without a reason");
        _epochs.Add(new EpochRow(run.RunId, record));
        Tell(record);
        // With early stopping the network of the best epoch so far.
        if (Stopping?.Note(record) == true)
            _best = snapshot();
    });

    /// <summary>Shows the network to the watches that have not seen this epoch; of a run that ended before they see none.</summary>
    /// <param name="snapshot">The network as it is now, made when asked for.</param>
    /// <exception cref="OperationCanceledException">Stopped; a watch has seen the epoch completely or not at all.</exception>
    public void See(int epoch, Func<Network> snapshot, CancellationToken cancellation)
    {
        if (epoch == 0 || _epochs is [.., var last] && last.Epoch.Epoch == epoch)
            Attempt(() => _watches!.See(epoch, snapshot, cancellation));
    }

    /// <remarks>With early stopping the best epoch's network is kept, whatever ended training.</remarks>
    public void End(Func<Network> snapshot) => Attempt(() => Network = _best ?? snapshot());

    public void Fail(Exception cause)
    {
        IsLostWithDevice |= Failure is null && cause is DeviceFailedException;
        Failure ??= cause switch
        {
            UserErrorException => cause.Message,
            // Its own message is only its name.
            OutOfMemoryException => $"out of memory: {AvailableMemory.Shortage("lower network.hidden or training.batch_size")}",
            _ => $"{cause.GetType().Name}: {cause.Message}",
        };
    }

    /// <summary>Stores what the watches recorded.</summary>
    public void WriteWatches(ResultFolder folder) => _watches!.Write(folder, run.RunId);

    /// <summary>Writes what is recorded so far.</summary>
    public void Save(BinaryWriter state)
    {
        state.WriteText(Failure);
        state.Write(_epochs.Count);
        foreach (var epoch in _epochs)
            state.WriteRecord(epoch.Epoch);
        Stopping?.Save(state);
        state.Write(_best is not null);
        if (_best is not null)
            NetworkState.Write(state, _best);
        state.Write(_watches is not null);
        _watches?.Save(state);
    }

    /// <summary>Restores the saved state.</summary>
    /// <exception cref="InvalidDataException">It is of another run.</exception>
    public void Load(BinaryReader state, DataSplits splits, AnalysisResources resources)
    {
        Clear();
        Failure = state.ReadText();
        for (var left = state.ReadInt32(); left > 0; left--)
            _epochs.Add(new EpochRow(run.RunId, state.ReadRecord() ?? throw new InvalidDataException("an epoch is missing")));
        Stopping?.Load(state);
        if (state.ReadBoolean())
            _best = NetworkState.Read(state, run.Spec.Network.Activation);
        if (!state.ReadBoolean())
            return;
        _watches = Watches(splits, resources);
        _watches.Load(state);
    }

    private TrainingWatches Watches(DataSplits splits, AnalysisResources resources) => TrainingWatches.Of(
        run, checkpoints, splits, data.Scale, data.Source.ClassNames, resources, text => progress.Warn($"{run.RunId}: {text}"));

    /// <summary>Reports how far training was when it stopped.</summary>
    public void Catch()
    {
        if (_epochs is not [.. var earlier, var last])
            return;
        if (isWanted)
            progress.GoesOn(run.RunId, [.. earlier.Select(row => row.Epoch)]);
        Tell(last.Epoch);
    }

    public void Dispose() => _watches?.Dispose();

    private void Tell(EpochRecord record)
    {
        if (isWanted)
            progress.Epoch(run.RunId, record);
    }

    private void Clear()
    {
        _watches?.Dispose();
        _watches = null;
        _epochs.Clear();
        _best = null;
        Stopping = run.Spec.Training.Patience > 0 ? new EarlyStopping(run.Spec.Training.Patience) : null;
        (Failure, IsLostWithDevice) = (null, false);
    }

    private void Attempt(Action step)
    {
        if (Failure is not null)
            return;
        try
        {
            step();
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or OutOfMemoryException or StorageException))
        {
            Fail(cause);
        }
    }
}
