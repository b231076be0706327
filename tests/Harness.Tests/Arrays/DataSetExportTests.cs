using Engine;
using Engine.Data;
using Harness.Runs.Arrays;

namespace Harness.Tests.Arrays;

public sealed class DataSetExportTests : IDisposable
{
    private static readonly DataSet Set = GeneratedSet.Find("two-moons")!.Generate();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(DataSetForm.Npz)]
    [InlineData(DataSetForm.Safetensors)]
    public void Arrays_are_the_set(DataSetForm form)
    {
        DataSetExport.Write(Set, form, _folder["set"]);
        using var file = ArrayFile.Open(_folder["set"]);
        foreach (var (name, part) in new[] { ("train", Set.Train), ("test", Set.Test) })
        {
            var x = file.Find($"x_{name}")!;
            Assert.Equal([part.Samples, Set.Inputs], x.Shape);
            var values = new float[part.Samples * Set.Inputs];
            x.Read(0, values);
            Assert.Equal(Values(part), values);
            Assert.Equal(part.Labels.Select(label => (long)label), file.Find($"y_{name}")!.ReadIntegers());
        }
    }

    [Theory]
    [InlineData(DataSetForm.Csv)]
    [InlineData(DataSetForm.Parquet)]
    public void Tables_are_the_set(DataSetForm form)
    {
        DataSetExport.Write(Set, form, _folder["set"]);
        var table = DataTable.Read(_folder["set"]).Table;
        Assert.Equal(["x0", "x1", "label", "split"], table.Schema.Columns.Select(column => column.Name));
        float[] all = [.. Values(Set.Train), .. Values(Set.Test)];
        var x1 = table["x1"].Values is double[] doubles ? [.. doubles.Select(value => (float)value)] : (float[])table["x1"].Values;
        Assert.Equal(all.Where((_, i) => i % 2 == 1), x1);
        Assert.Equal([.. Set.Train.Labels.Concat(Set.Test.Labels).Select(label => (long)label)], (long[])table["label"].Values);
        Assert.Equal(Set.Train.Samples, ((string[])table["split"].Values).Count(split => split == "train"));
        Assert.Equal("test", ((string[])table["split"].Values)[^1]);
    }

    [Fact]
    public void A_file_that_is_there_stays()
    {
        _folder.Write("set", "mine");
        var error = Assert.Throws<UserErrorException>(() => DataSetExport.Write(Set, DataSetForm.Npz, _folder["set"]));
        Assert.Contains("is there already", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["set"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Values(LabelledData part)
    {
        var values = new float[part.Samples * Set.Inputs];
        part.Features.ReadRange(0, part.Samples, values);
        return values;
    }
}
