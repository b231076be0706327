using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Results;

/// <summary>The table of curves class by class, which a spec asks for.</summary>
public sealed class ClassTableTests
{
    [Fact]
    public void Its_columns_its_sums_and_that_a_run_without_it_is_not_done()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(
            folder["out"], "seeds=1", "ablation.classes=true", "ablation.replace=mean", "ablation.orders=[single-drop]");
        var run = Assert.Single(sweep.Run().Ended).RunId;
        var (whole, classes) = (ResultTables.Of(folder["out"], "ablation"), ResultTables.Of(folder["out"], "ablation_classes"));
        const string expected = """
            run_id Text, scope Text, order Text, quantizer Text?, measure_split Text?, direction Text, repetition Int32, replace Text, split Text, step Int32,
            layer Int32, neuron Int32, class Int32, correct Int32, total Int32, accuracy Float64, loss Float64
            """;
        Assert.Equal(
            expected.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            classes.Schema.Columns.Select(column => $"{column.Name} {column.Kind}{(column.Nullable ? "?" : "")}"));
        Assert.Equal(10 * whole.Rows, classes.Rows);
        Assert.All(classes.Values<string>("replace"), replace => Assert.Equal("mean", replace));
        var sums = Enumerable.Range(0, classes.Rows).GroupBy(row => Key(classes, row))
            .ToDictionary(step => step.Key, step => step.Sum(row => classes.Values<int>("correct")[row]));
        Assert.All(Enumerable.Range(0, whole.Rows), row => Assert.Equal(whole.Values<int>("correct")[row], sums[Key(whole, row)]));
        Assert.Equal(
            360, Enumerable.Range(0, classes.Rows).Where(row => Key(classes, row) == Key(whole, 0))
                .Sum(row => classes.Values<int>("total")[row]));

        File.Delete(Directory.GetFiles(folder["out/ablation_classes"]).Single());
        Assert.Equal(RunStatus.Missing, sweep.Folder.StateOf(run).Status);
    }

    private static string Key(Harness.Runs.Tables.Table table, int row) =>
        string.Join(
            '|', new[] { "scope", "order", "direction", "repetition", "step", "layer", "neuron" }.Select(column =>
                table[column].Cell(row)));
}
