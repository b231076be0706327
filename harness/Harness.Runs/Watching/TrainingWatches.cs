using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Watching;

/// <summary>All that a run records during its training.</summary>
internal sealed class TrainingWatches : IDisposable
{
    private readonly ImmutableArray<ITrainingWatch> _watches;

    /// <summary>The last epoch that each has seen.</summary>
    private readonly int[] _seen;

    private TrainingWatches(IEnumerable<ITrainingWatch> watches)
    {
        _watches = [.. watches];
        _seen = [.. _watches.Select(_ => -1)];
    }

    /// <exception cref="Engine.UserErrorException">The data does not suit what the spec asks for.</exception>
    /// <param name="checkpoints">Where networks lie that are looked at when training is done.</param>
    /// <param name="scale">Of the data, which goes with these networks.</param>
    /// <param name="classes">The data's names of its classes, which go with them too.</param>
    public static TrainingWatches Of(
        PlannedRun run, CheckpointFolder checkpoints, DataSplits data, InputScale scale, ImmutableArray<string> classes,
        AnalysisResources resources, Action<string> warn) =>
        new(Create(run, checkpoints, data, scale, classes, resources, warn));

    /// <summary>Null without an information plane.</summary>
    public PlaneWatch? Plane => _watches.OfType<PlaneWatch>().SingleOrDefault();

    /// <summary>Null where nothing is looked at but the end.</summary>
    public NetworkWatch? Networks => _watches.OfType<NetworkWatch>().SingleOrDefault();

    /// <summary>Shows an epoch to those that have not seen it.</summary>
    /// <exception cref="OperationCanceledException">Stopped; those that are left see it at the next call.</exception>
    public void See(int epoch, Func<Network> snapshot, CancellationToken cancellation)
    {
        var network = new Lazy<Network>(snapshot);
        for (var i = 0; i < _watches.Length; i++)
        {
            if (_seen[i] >= epoch)
                continue;
            _watches[i].See(epoch, () => network.Value, cancellation);
            _seen[i] = epoch;
        }
    }

    public void Save(BinaryWriter state)
    {
        for (var i = 0; i < _watches.Length; i++)
        {
            state.Write(_seen[i]);
            _watches[i].Save(state);
        }
    }

    public void Load(BinaryReader state)
    {
        for (var i = 0; i < _watches.Length; i++)
        {
            _seen[i] = state.ReadInt32();
            _watches[i].Load(state);
        }
    }

    public void Write(ResultFolder folder, string runId)
    {
        foreach (var watch in _watches)
            watch.Write(folder, runId);
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
    }

    private static IEnumerable<ITrainingWatch> Create(
        PlannedRun run, CheckpointFolder checkpoints, DataSplits data, InputScale scale, ImmutableArray<string> classes,
        AnalysisResources resources, Action<string> warn)
    {
        var spec = run.Spec;
        if (spec.History.IsOn)
            yield return new NetworkWatch(checkpoints, run, scale, classes);
        if (spec.Pictures.IsOn)
            yield return new PictureWatch(spec.Pictures, data, spec.Training.Epochs, resources.Threads);
        if (spec.Plane.IsOn)
            yield return new PlaneWatch(spec.Plane, data, spec.Training.Epochs, resources.Threads, warn);
    }
}

/// <summary>
/// Records numbers of a network while it trains, so that activations and parameters need not be kept.
/// </summary>
internal interface ITrainingWatch : IDisposable
{
    /// <param name="epoch">Epochs that are finished; 0 before the first step. Epochs come in order.</param>
    /// <param name="snapshot">The network as it is now, made when asked for.</param>
    /// <exception cref="OperationCanceledException">Stopped; nothing is recorded of the epoch.</exception>
    void See(int epoch, Func<Network> snapshot, CancellationToken cancellation);

    /// <summary>Writes what is recorded so far, bit for bit.</summary>
    void Save(BinaryWriter state);

    /// <summary>Restores the saved state, before any epoch is seen.</summary>
    /// <exception cref="InvalidDataException">It is of other settings or data.</exception>
    void Load(BinaryReader state);

    /// <summary>Stores what was recorded.</summary>
    void Write(ResultFolder folder, string runId);
}
