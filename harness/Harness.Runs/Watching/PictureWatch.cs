using System.Collections.Immutable;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Pictures;
using Engine.Training;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Watching;

/// <summary>Takes pictures of a network of two features: the tables <c>boundary</c> and <c>hidden_points</c>.</summary>
internal sealed class PictureWatch : ITrainingWatch
{
    private readonly BoundaryGrid _grid;
    private readonly Features _points;
    private readonly Split _split;
    private readonly LabelledData _samples;
    private readonly ImmutableHashSet<int> _epochs;
    private readonly WorkerTeam _team;
    private readonly List<(int Epoch, double[] Probabilities, ImmutableArray<HiddenPoints> Layers)> _pictures = [];

    public PictureWatch(PictureOptions options, DataSplits data, int epochs, int threads)
    {
        _grid = BoundaryGrid.Around(data, options.Grid);
        _points = _grid.ToFeatures();
        (_split, _samples) = (options.Split, data[options.Split]);
        _epochs = [.. options.Epochs.Of(epochs)];
        _team = new WorkerTeam(threads);
    }

    public void See(int epoch, Func<Network> snapshot, CancellationToken cancellation)
    {
        if (!_epochs.Contains(epoch))
            return;
        using var network = new PackedNetwork(snapshot());
        var width = VectorWidths.Widest;
        var probabilities = ClassProbability.Of(network, _points, _team, width, cancellation);
        _pictures.Add((epoch, probabilities, HiddenPoints.Of(network, _samples.Features, _team, width, cancellation)));
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_pictures.Count);
        foreach (var (epoch, probabilities, layers) in _pictures)
        {
            state.Write(epoch);
            state.WriteBlock<double>(probabilities);
            state.Write(layers.Length);
            foreach (var layer in layers)
            {
                state.Write(layer.Layer);
                state.WriteBlock<float>(layer.Values);
            }
        }
    }

    public void Load(BinaryReader state)
    {
        for (var left = state.ReadInt32(); left > 0; left--)
        {
            var epoch = state.ReadInt32();
            var probabilities = new double[_points.Samples];
            state.ReadBlock<double>(probabilities);
            _pictures.Add((epoch, probabilities, [.. Enumerable.Range(0, state.ReadInt32()).Select(_ => Layer(state))]));
        }
    }

    public void Write(ResultFolder folder, string runId)
    {
        BoundaryRow[] boundary = [.. _pictures.SelectMany(picture => picture.Probabilities
            .Select((probability, i) => new BoundaryRow(runId, picture.Epoch, _grid[i].X1, _grid[i].X2, probability)))];
        HiddenPointRow[] points =
        [
            .. Points(runId, 0, Features()),
            .. _pictures.SelectMany(picture => picture.Layers.SelectMany(layer => Points(runId, picture.Epoch, layer))),
        ];
        folder.Write(BoundaryTable.Definition, runId, boundary);
        folder.Write(HiddenPointsTable.Definition, runId, points, (HiddenPointsTable.SplitKey, _split.NameOf()));
    }

    /// <summary>The samples themselves, as a layer before the first.</summary>
    private HiddenPoints Features()
    {
        var values = new float[_samples.Samples * HiddenPoints.Width];
        _samples.Features.ReadRange(0, _samples.Samples, values);
        return new HiddenPoints(HiddenPointsTable.Features, values);
    }

    private IEnumerable<HiddenPointRow> Points(string runId, int epoch, HiddenPoints layer) => Enumerable.Range(0, layer.Samples)
        .Select(sample => new HiddenPointRow(
            runId, epoch, layer.Layer, sample, layer[sample].H1, layer[sample].H2, _samples.Labels[sample]));

    public void Dispose() => _team.Dispose();

    private HiddenPoints Layer(BinaryReader state)
    {
        var layer = state.ReadInt32();
        var values = new float[_samples.Samples * HiddenPoints.Width];
        state.ReadBlock<float>(values);
        return new HiddenPoints(layer, values);
    }
}
