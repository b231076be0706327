using Harness.Runs.Execution;
using Harness.Runs.Tables;
using Harness.Specs.Keys;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Results;

/// <summary>Every key of a spec is a column, so that a table can be grouped by whatever was swept.</summary>
public sealed class SpecColumnsTests
{
    private const string Swept = """
        name: swept
        dataset: two-moons
        network: {hidden: [4]}
        training: {epochs: 1, optimizer: sgd}
        sweep: {training.momentum: [0, 0.5], ablation.replace: [zero, mean], measures.quantizer: [one-bit, [one-bit, quantile-2]]}
        measures: {permutations: 0}
        ablation: {random: 1}
        """;

    /// <summary>Methods of a pandas.DataFrame, and words of SQL.</summary>
    private static readonly string[] Reserved =
        ["count", "mean", "median", "min", "max", "sum", "replace", "order", "rank", "name", "size"];

    [Theory]
    [InlineData("runs")]
    [InlineData("sweep_insights")]
    public void Every_key_is_a_column_whose_name_is_free(string table)
    {
        var columns = TableReference.Find(table)!.Columns.Select(column => column.Name).ToArray();
        Assert.Equal(columns.Length, columns.Distinct().Count());
        foreach (var key in SpecKeys.Run.Where(key => key.Path is not "name"))
        {
            Assert.Contains(SpecColumns.NameOf(key), columns);
            Assert.DoesNotContain(SpecColumns.NameOf(key), Reserved);
        }
    }

    [Fact]
    public void Values_are_those_of_the_spec()
    {
        using var sweep = new WatchedSweep(Swept);
        for (var run = 0; run < sweep.Plan.Length; run++)
        {
            var (spec, row) = (sweep.Plan[run].Spec, sweep.Table("runs", run));
            Assert.Equal(spec.Training.Momentum, row.Values<double>("training_momentum")[0]);
            Assert.Equal(1, row.Values<int>("training_epochs")[0]);
            Assert.False(row.Values<bool>("training_batch_norm")[0]);
            Assert.Equal(spec.Ablation.Replace.ToString().ToLowerInvariant(), row["ablation_replace"].Cell(0));
            Assert.Equal(
                spec.Measures.Quantizers.Length == 1 ? "one-bit" : """["one-bit","quantile-2"]""",
                row["measures_quantizer"].Cell(0));
            // Cross-entropy has no beta, and the optimizer no noise.
            Assert.Null(row["training_beta"].Cell(0));
            Assert.Null(row["training_noise"].Cell(0));
        }
        var points = SweepPoint.Of(sweep.Plan);
        foreach (var point in points)
        {
            new SweepInsights(sweep.Folder).Write(point);
            var readings = ResultTables.Of(sweep.Path, "sweep_insights", point.Id);
            Assert.All(
                readings.Values<double>("training_momentum"), momentum => Assert.Equal(point.Runs[0].Spec.Training.Momentum, momentum));
        }
        Assert.Equal(8, points.Count);
    }

    [Fact]
    public void A_text_that_is_no_spec_has_no_values_and_an_axis_of_several_keys_names_each()
    {
        Assert.Null(SpecCells.Of("no spec").Text(SpecKeys.Find("training.l2")!));
        Assert.Null(SpecCells.Of("[1]").Text(SpecKeys.Find("training.l2")!));
        Assert.Equal("1e-5", SpecCells.Of("""{"training":{"l2":1e-5}}""").Text(SpecKeys.Find("training.l2")!));
        Assert.Equal(
            ["ablation.random", "training.beta", "training.l2"],
            SpecCells.SweptBy("""{"sweep":{"training.l2,training.beta":[[0,1]],"ablation.random":[1,2]}}""").Order());
        Assert.Empty(SpecCells.SweptBy("{}"));
    }
}
