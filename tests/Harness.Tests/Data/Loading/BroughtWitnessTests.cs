using System.Text.Json;
using Engine;
using Engine.Data;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;

namespace Harness.Tests.Data.Loading;

/// <summary>Files that Python's programs write.</summary>
public sealed class BroughtWitnessTests : IDisposable
{
    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public BroughtWitnessTests() => _environment.Data = _environment.Data with { Tell = _told.Add };

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void The_tables_of_scikit_learn_are_the_same_data_in_every_format()
    {
        foreach (var table in Write().EnumerateArray())
        {
            var name = table.GetProperty("name").GetString()!;
            var csv = Load(Request(DataSetKind.Csv, name + ".csv") with { Label = "label", TestShare = 0.3 });
            var npz = Load(Request(DataSetKind.Npz, name + ".npz") with { TestShare = 0.3 });
            using (var parquet = File.Create(_folder[name + ".parquet"]))
                new ParquetFormat().Write(parquet, DataTable.Read(_folder[name + ".csv"]).Table, new Dictionary<string, string>());
            var columns = Load(Request(DataSetKind.Parquet, name + ".parquet") with { Label = "label", TestShare = 0.3 });
            Assert.Equal(table.GetProperty("inputs").GetInt32(), csv.Inputs);
            Assert.Equal(table.GetProperty("samples").GetInt32(), csv.Train.Samples + csv.Test.Samples);
            Assert.Equal(table.GetProperty("classes").EnumerateArray().Select(text => text.GetString()!), csv.ClassNames);
            Assert.Equal([csv.Sha256, csv.Sha256], [npz.Sha256, columns.Sha256]);
            // The share of each class, to the nearest whole number.
            for (byte label = 0; label < csv.Classes; label++)
            {
                var (train, test) = (csv.Train.Labels.Count(other => other == label), csv.Test.Labels.Count(other => other == label));
                Assert.Equal(Math.Round(0.3 * (train + test), MidpointRounding.AwayFromZero), test);
            }
            // Names apart it is the same where classes are numbers in the order of their names.
            var numbers = Load(Request(DataSetKind.Npz, name + "-numbers.npz") with { TestShare = 0.3 });
            Assert.Empty(numbers.ClassNames);
            Assert.NotEqual(csv.Sha256, numbers.Sha256);
        }
    }

    [Fact]
    public void The_Python_version_of_CIFAR_10_has_the_names_of_its_classes()
    {
        Write();
        var set = Load(Request(DataSetKind.CifarFolder, "ten"));
        Assert.Equal(("cifar:ten", 8, 4, 10, 3), (set.Name, set.Train.Samples, set.Test.Samples, set.Classes, set.Channels));
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8], set.Train.Labels);
        Assert.Equal("truck", set.ClassNames[9]);
        Assert.Equal([1 / 255f, 6 / 255f], [First(set.Train, 0), First(set.Train, 4)]);
        Assert.Contains(
            "CIFAR-10's files", Fail(Request(DataSetKind.CifarFolder, "ten") with { IsCoarse = true }), StringComparison.Ordinal);
        File.Delete(_folder["ten/cifar-10-batches-py/test_batch"]);
        Assert.Contains("test_batch is missing", Fail(Request(DataSetKind.CifarFolder, "ten")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 100, "fine99", 99)]
    [InlineData(true, 20, "coarse19", 19)]
    public void The_Python_version_of_CIFAR_100_has_fine_and_coarse_labels(bool coarse, int classes, string last, byte label)
    {
        Write();
        var set = Load(Request(DataSetKind.CifarFolder, "hundred") with { IsCoarse = coarse });
        Assert.Equal((5, 5, classes), (set.Train.Samples, set.Test.Samples, set.Classes));
        Assert.Equal(last, set.ClassNames[^1]);
        Assert.Equal(label, set.Train.Labels[1]);
    }

    [Theory]
    [InlineData(false, 100, 7)]
    [InlineData(true, 20, 3)]
    public void The_binary_version_of_CIFAR_100_is_read(bool coarse, int classes, byte label)
    {
        foreach (var file in new[] { "train.bin", "test.bin" })
            _folder.Write("binary/" + file, [3, 7, 51, .. new byte[3071], 1, 2, .. new byte[3072]]);
        var set = Load(Request(DataSetKind.CifarFolder, "binary") with { IsCoarse = coarse });
        Assert.Equal((2, classes, label), (set.Train.Samples, set.Classes, set.Train.Labels[0]));
        Assert.Equal(51 / 255f, First(set.Train, 0));
        Assert.Equal(
            $"cifar:binary: 2 samples for training, the last 0 of them for validation unless the spec says otherwise, 2 for testing; 3072 "
                + $"features, bytes divided by 255, 3 channels; {classes} classes", Assert.Single(_told));
        // The names that come beside the batches; a list that is not of all classes names none.
        var names = _folder.Write(
            coarse ? "binary/coarse_label_names.txt" : "binary/fine_label_names.txt",
            string.Join("\r\n", Enumerable.Range(0, classes).Select(index => $"kind {index}")) + "\r\n\r\n");
        Assert.Equal("kind 19", Load(Request(DataSetKind.CifarFolder, "binary") with { IsCoarse = coarse }).ClassNames[19]);
        File.WriteAllLines(names, ["one", "two"]);
        Assert.Empty(Load(Request(DataSetKind.CifarFolder, "binary") with { IsCoarse = coarse }).ClassNames);
    }

    private JsonElement Write() =>
        PythonScript.Ask(PythonWitness.Require("numpy", "sklearn"), "brought.py", new { write = _folder.Path });

    private DataSetRequest Request(DataSetKind kind, string name) => new(kind, name, _folder[name]);

    private DataSet Load(DataSetRequest request) => new DataSetLoader(_environment.Data).Load(request);

    private string Fail(DataSetRequest request) => Assert.Throws<UserErrorException>(() => Load(request)).Message;

    private static float First(LabelledData data, int row)
    {
        var values = new float[data.Features.Inputs];
        data.Features.Read(row, values);
        return values[0];
    }
}
