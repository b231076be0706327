using System.Globalization;
using System.Text;
using Engine;
using Engine.Data;
using Engine.Safetensors;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Arrays;

/// <summary>Forms in which a data set is written for other programs.</summary>
public enum DataSetForm
{
    Npz,
    Csv,
    Parquet,
    Safetensors,
}

/// <summary>Writes a data set: as arrays <c>x_train [samples, inputs]</c>, <c>y_train [samples]</c>, <c>x_test</c> and <c>y_test</c>, or
/// as a table of the columns x0, x1, …, label and split (train or test). Features are float32 as a network is given them, before any
/// scaling that a spec asks for; labels are whole numbers from 0 on, which safetensors has as float32.</summary>
public static class DataSetExport
{
    /// <exception cref="UserErrorException">The file is there already or cannot be written, or the set does not fit memory.</exception>
    public static void Write(DataSet set, DataSetForm form, string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        try
        {
            if (Directory.Exists(path) || !WholeFile.WriteUnlessThere(path, stream => Write(set, form, stream, cancellation)))
                throw new UserErrorException($"{path}: is there already. Remove it, or choose another --out.");
        }
        catch (OutOfMemoryException cause)
        {
            throw new UserErrorException(
                $"{set.Name} does not fit into memory as {form}: {AvailableMemory.Shortage("use a smaller set")}", cause);
        }
    }

    private static void Write(DataSet set, DataSetForm form, Stream stream, CancellationToken cancellation)
    {
        switch (form)
        {
            case DataSetForm.Npz:
                NpzWriter.Write(stream, [.. Arrays(set)]);
                break;
            case DataSetForm.Safetensors:
                SafetensorsFile.Write(stream, [.. Arrays(set).Select(Tensor)]);
                break;
            case DataSetForm.Parquet:
                new ParquetFormat().Write(stream, AsTable(set), new Dictionary<string, string>());
                break;
            default:
                WriteCsv(stream, set, cancellation);
                break;
        }
    }

    private static IEnumerable<NamedArray> Arrays(DataSet set)
    {
        foreach (var (name, part) in Parts(set))
        {
            yield return new NamedArray($"x_{name}", [part.Samples, set.Inputs], Values(part));
            yield return new NamedArray($"y_{name}", [part.Samples], Labels(part).ToArray());
        }
    }

    private static IEnumerable<(string Name, LabelledData Part)> Parts(DataSet set) => [("train", set.Train), ("test", set.Test)];

    private static IEnumerable<long> Labels(LabelledData part) => part.Labels.Select(label => (long)label);

    private static float[] Values(LabelledData part)
    {
        if ((long)part.Samples * part.Features.Inputs > Array.MaxLength)
            throw new UserErrorException($"{part.Samples} samples of {part.Features.Inputs} inputs are too many for one array: use CSV.");
        var values = new float[part.Samples * part.Features.Inputs];
        part.Features.ReadRange(0, part.Samples, values);
        return values;
    }

    private static NamedTensor Tensor(NamedArray array) => new(
        array.Name, [.. array.Shape.Select(extent => (int)extent)],
        array.Values as float[] ?? [.. ((long[])array.Values).Select(label => (float)label)]);

    private static Table AsTable(DataSet set)
    {
        var rows = set.Train.Samples + set.Test.Samples;
        var columns = Enumerable.Range(0, set.Inputs).Select(_ => new float[rows]).ToArray();
        var (row, values) = (0, new float[set.Inputs]);
        foreach (var (_, part) in Parts(set))
            for (var sample = 0; sample < part.Samples; sample++, row++)
            {
                part.Features.Read(sample, values);
                for (var input = 0; input < values.Length; input++)
                    columns[input][row] = values[input];
            }
        var schema = new TableSchema("data", [.. columns.Select((_, input) => new Column($"x{input}", ColumnKind.Float32, false, "")),
            new Column("label", ColumnKind.Int64, false, ""), new Column("split", ColumnKind.Text, false, "")]);
        long[] labels = [.. Parts(set).SelectMany(part => Labels(part.Part))];
        string[] splits = [.. Parts(set).SelectMany(part => Enumerable.Repeat(part.Name, part.Part.Samples))];
        return new Table(
            schema, [.. columns.Select(column => new ColumnValues(column)), new ColumnValues(labels), new ColumnValues(splits)]);
    }

    private static void WriteCsv(Stream stream, DataSet set, CancellationToken cancellation)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        for (var input = 0; input < set.Inputs; input++)
            text.Write($"x{input},");
        text.WriteLine("label,split");
        var values = new float[set.Inputs];
        foreach (var (name, part) in Parts(set))
            for (var sample = 0; sample < part.Samples; sample++)
            {
                cancellation.ThrowIfCancellationRequested();
                part.Features.Read(sample, values);
                foreach (var value in values)
                {
                    // The shortest digits that give the same float32 again.
                    text.Write(value.ToString(CultureInfo.InvariantCulture));
                    text.Write(',');
                }
                text.WriteLine($"{part.Labels[sample]},{name}");
            }
    }
}
