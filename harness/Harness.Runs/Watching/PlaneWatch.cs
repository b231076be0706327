using System.Collections.Immutable;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Watching;

/// <summary>Follows a network through the information plane: the table <c>information_plane</c>.</summary>
internal sealed class PlaneWatch : ITrainingWatch
{
    private readonly PlaneOptions _options;
    private readonly PlaneSamples _samples;
    private readonly ImmutableHashSet<int> _epochs;
    private readonly WorkerTeam _team;
    private readonly PlaneProbe _probe;
    private readonly List<(int Epoch, PlanePoint Point)> _points = [];
    private readonly Action<string> _warn;
    private bool _hasWarned;

    /// <param name="warn">Told once if outliers stretch the bins.</param>
    public PlaneWatch(PlaneOptions options, DataSplits data, int epochs, int threads, Action<string> warn)
    {
        (_options, _warn) = (options, warn);
        _samples = PlaneSamples.Draw(data, options.Split, options.Samples);
        _epochs = [.. options.Epochs.Of(epochs)];
        _team = new WorkerTeam(threads);
        _probe = new PlaneProbe(_samples, options, _team, VectorWidths.Widest);
    }

    public int Samples => _samples.Count;

    /// <summary>The points of the epoch that was seen last.</summary>
    public ImmutableArray<PlanePoint> Last { get; private set; } = [];

    public void See(int epoch, Func<Network> snapshot, CancellationToken cancellation)
    {
        if (!_epochs.Contains(epoch))
            return;
        Last = _probe.Run(snapshot(), cancellation);
        _points.AddRange(Last.Select(point => (epoch, point)));
        if (!_hasWarned && Last.FirstOrDefault(point => !point.Stretching.IsEmpty) is { } stretched)
        {
            _hasWarned = true;
            _warn(StretchedBins.Of(epoch, stretched));
        }
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_points.Count);
        foreach (var (epoch, point) in _points)
        {
            state.Write(epoch);
            state.Write(point.Layer);
            state.Write(point.Estimator.Name);
            foreach (var value in new[] { point.Information.AboutInput, point.Information.AboutClass, point.Information.Entropy })
                state.Write(value);
            state.Write(point.Range is not null);
            state.Write(point.Range?.Low ?? 0);
            state.Write(point.Range?.High ?? 0);
        }
    }

    public void Load(BinaryReader state)
    {
        for (var left = state.ReadInt32(); left > 0; left--)
            _points.Add((state.ReadInt32(), Point(state)));
        Last = [.. _points.Where(seen => seen.Epoch == _points[^1].Epoch).Select(seen => seen.Point)];
    }

    public void Write(ResultFolder folder, string runId)
    {
        var split = SpecChoices.PlaneSplit.NameOf(_options.Split);
        folder.Write(
            PlaneTable.Definition, runId,
            [.. _points.Select(seen => new PlaneRow(runId, seen.Epoch, seen.Point, split, _samples.Count, _options.Noise))]);
    }

    public void Dispose() => _team.Dispose();

    private static PlanePoint Point(BinaryReader state)
    {
        var layer = state.ReadInt32();
        var estimator = PlaneEstimator.TryParse(state.ReadString(), out var known)
            ? known
            : throw new InvalidDataException("an estimator without a name");
        var information = new LayerInformation(state.ReadDouble(), state.ReadDouble(), state.ReadDouble());
        var (isThere, low, high) = (state.ReadBoolean(), state.ReadSingle(), state.ReadSingle());
        return new PlanePoint(layer, estimator, information, isThere ? new BinRange(low, high) : null);
    }
}
