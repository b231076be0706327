using System.Collections.Immutable;
using Engine;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Safetensors;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Arrays;

/// <summary>Forms in which outputs of hidden layers are written.</summary>
public enum OutputForm
{
    Npz,
    Safetensors,
    Parquet,
}

/// <summary>
/// The outputs of a network's layers on samples, for estimators and pictures of other programs: arrays <c>layer_1 [samples, neurons]</c>
/// and following, float32 as the engine measures them, <c>logits [samples, classes]</c>, and the labels <c>y [samples]</c>; in Parquet
/// columns <c>layer_1_0</c>, <c>layer_1_1</c>, … and <c>label</c>.
/// </summary>
public sealed class HiddenOutputs
{
    private const string Logits = "logits";

    private readonly NetworkShape _shape;
    private readonly byte[] _labels;
    private readonly float[][] _outputs;

    private HiddenOutputs(NetworkShape shape, byte[] labels, float[][] outputs) => (_shape, _labels, _outputs) = (shape, labels, outputs);

    /// <summary>Computes them on all cores that are given.</summary>
    /// <exception cref="UserErrorException">They do not fit memory.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static HiddenOutputs Of(Network network, LabelledData data, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using var packed = new PackedNetwork(network);
        using var team = new WorkerTeam(threads);
        var shape = packed.Network.Shape;
        float[][] outputs = [.. Enumerable.Range(1, shape.Layers).Select(layer => Room(data.Samples, shape.Width(layer)))];
        ForwardScan.Run(
            packed, data.Features, team, VectorWidths.Widest,
            (pass, first, count) =>
            {
                for (var layer = 1; layer <= outputs.Length; layer++)
                {
                    var width = shape.Width(layer);
                    for (var row = 0; row < count; row++)
                        pass.Output(layer)[row].CopyTo(outputs[layer - 1].AsSpan((first + row) * width, width));
                }
            },
            cancellation);
        return new HiddenOutputs(shape, data.Labels, outputs);
    }

    /// <exception cref="UserErrorException">The file is there already or cannot be written.</exception>
    public void Write(OutputForm form, string path)
    {
        if (Directory.Exists(path) || !WholeFile.WriteUnlessThere(path, stream => Write(form, stream)))
            throw new UserErrorException($"{path}: is there already. Remove it, or choose another --out.");
    }

    private static float[] Room(int samples, int width)
    {
        if ((long)samples * width > Array.MaxLength)
            throw new UserErrorException($"{samples} samples of {width} neurons are too many for one array; take a smaller split.");
        try
        {
            return new float[samples * width];
        }
        catch (OutOfMemoryException cause)
        {
            throw new UserErrorException(
                $"The outputs of {width} neurons do not fit into memory: {AvailableMemory.Shortage("take a smaller split")}", cause);
        }
    }

    private string Name(int layer) => layer == _outputs.Length ? Logits : $"layer_{layer}";

    private void Write(OutputForm form, Stream stream)
    {
        switch (form)
        {
            case OutputForm.Npz:
                NpzWriter.Write(stream, [.. Arrays()]);
                break;
            case OutputForm.Safetensors:
                SafetensorsFile.Write(stream, [.. Arrays().Select(array => new NamedTensor(
                    array.Name, [.. array.Shape.Select(extent => (int)extent)],
                    array.Values as float[] ?? [.. _labels.Select(label => (float)label)]))]);
                break;
            default:
                new ParquetFormat().Write(stream, AsTable(), new Dictionary<string, string>());
                break;
        }
    }

    private IEnumerable<NamedArray> Arrays() => Enumerable.Range(1, _outputs.Length)
        .Select(layer => new NamedArray(Name(layer), [_labels.Length, _shape.Width(layer)], _outputs[layer - 1]))
        .Append(new NamedArray("y", [_labels.Length], _labels.Select(label => (long)label).ToArray()));

    private Table AsTable()
    {
        var columns = ImmutableArray.CreateBuilder<Column>();
        var values = ImmutableArray.CreateBuilder<ColumnValues>();
        for (var layer = 1; layer <= _outputs.Length; layer++)
        {
            var width = _shape.Width(layer);
            for (var neuron = 0; neuron < width; neuron++)
            {
                columns.Add(new Column($"{Name(layer)}_{neuron}", ColumnKind.Float32, false, ""));
                values.Add(new ColumnValues(Column(_outputs[layer - 1], neuron, width)));
            }
        }
        columns.Add(new Column("label", ColumnKind.Int64, false, ""));
        values.Add(new ColumnValues(_labels.Select(label => (long)label).ToArray()));
        return new Table(new TableSchema("activations", columns.ToImmutable()), values.ToImmutable());
    }

    private float[] Column(float[] outputs, int neuron, int width)
    {
        var column = new float[_labels.Length];
        for (var sample = 0; sample < column.Length; sample++)
            column[sample] = outputs[(sample * width) + neuron];
        return column;
    }
}
