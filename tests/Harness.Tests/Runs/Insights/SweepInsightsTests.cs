using Engine;
using Engine.Ablation;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Measures;
using Harness.Runs.Execution;
using Harness.Runs.Tables;
using Harness.Specs.Plans;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Insights;

/// <summary>The readings over the seeds are those of the runs' tables, taken together.</summary>
public sealed class SweepInsightsTests
{
    [Fact]
    public void A_mean_is_that_of_the_runs_that_have_a_value()
    {
        using var folder = new TemporaryFolder();
        var (sweep, point) = Done(folder["out"]);
        Assert.True(new SweepInsights(sweep.Folder).Write(point));
        var table = ResultTables.Of(folder["out"], "sweep_insights");
        var runs = point.Runs.Select(run => Values(ResultTables.Of(folder["out"], "insights", run.RunId))).ToArray();
        // Of every ranking of the network, in both directions, whether it is a reversal over the seeds.
        var decided = table.Values<string>("name").Count(name => name == "reversal_decided");
        Assert.Equal(runs[0].Keys.Count(key => key.Contains("reversal_last_share", StringComparison.Ordinal)), decided);
        Assert.True(decided > 0);
        Assert.Equal(runs[0].Count + decided, table.Rows);
        // Three random orders decide nothing, whatever the intervals are.
        Assert.All(Enumerable.Range(0, table.Rows).Where(row => table.Values<string>("name")[row] == "reversal_decided"), row =>
        {
            Assert.False(table["mean"].IsPresent(row));
            Assert.StartsWith("open: 3 random orders decide nothing", table.Values<string>("detail")[row], StringComparison.Ordinal);
        });
        var means = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            var name = table.Values<string>("name")[row];
            if (name == "reversal_decided")
                continue;
            var values = runs.Select(run => run[Key(table, row)]).OfType<double>().ToArray();
            if (name == "destroying" && values.Contains(-1))
                continue;
            Assert.Equal(values.Length, table.Values<int>("seeds")[row]);
            Assert.Equal(values.Length > 0, table["mean"].IsPresent(row));
            if (values.Length == 0)
                continue;
            Assert.Equal(values.Average(), table.Values<double>("mean")[row], 1e-12);
            var interval = MeanInterval.Of(values, ReadingOverSeeds.Range(name, neurons: null, randoms: 3)) ?? default;
            Assert.Equal(values.Length > 1 ? "student-t" : null, table["ci_method"].Cell(row));
            Assert.Equal(values.Length > 1, table["ci_low"].IsPresent(row));
            if (values.Length > 1)
            {
                Assert.Equal(interval.Low, table.Values<double>("ci_low")[row], 1e-12);
                Assert.InRange(table.Values<double>("ci_high")[row], values.Average() - 1e-12, interval.High + 1e-12);
            }
            means++;
        }
        Assert.True(means > 100, $"{means} means");
        Assert.All(table.Values<string>("hidden"), hidden => Assert.Equal("12-8", hidden));
        Assert.DoesNotContain("seed\"", table.Values<string>("spec")[0], StringComparison.Ordinal);
        // Written again it is the same file.
        var file = Directory.GetFiles(folder["out/sweep_insights"]).Single();
        var bytes = File.ReadAllBytes(file);
        Assert.True(new SweepInsights(sweep.Folder).Write(point));
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void Its_columns()
    {
        const string expected = """
            run_id Text, scope Text, order Text?, quantizer Text?, measure_split Text?, replace Text, split Text, name Text, direction Text?, mean Float64?, ci_low Float64?,
            ci_high Float64?, ci_method Text?, seeds Int32, detail Text, dataset Text, hidden Text, activation Text, l2 Float64, dropout Float64?,
            dropout_layers Text?, batch_norm Boolean, epochs Int32, spec Text
            """;
        var found = SweepInsightsTable.Definition.Schema.Columns.Select(column =>
            $"{column.Name} {column.Kind}{(column.Nullable ? "?" : "")}");
        string[] columns = expected.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(columns, found.Take(columns.Length));
        // Behind them every key of the spec, each of which may be absent.
        Assert.All(found.Skip(columns.Length), column => Assert.EndsWith("?", column, StringComparison.Ordinal));
        Assert.Contains("training_l2 Float64?", found.Skip(columns.Length));
    }

    [Fact]
    public void Runs_that_are_missing_are_left_out_and_said_to_be()
    {
        using var folder = new TemporaryFolder();
        var (sweep, point) = Done(folder["out"]);
        File.Delete(Path.Combine(folder["out/runs"], point.Runs[1].RunId + ".parquet"));
        Assert.True(new SweepInsights(sweep.Folder).Write(point));
        var table = ResultTables.Of(folder["out"], "sweep_insights");
        Assert.Equal(2, table.Values<int>("seeds")[0]);
        foreach (var run in point.Runs)
            File.Delete(Path.Combine(folder["out/runs"], run.RunId + ".parquet"));
        Assert.False(new SweepInsights(sweep.Folder).Write(point));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var (sweep, point) = Done(folder["out"]);
        var file = Path.Combine(folder["out/insights"], point.Runs[2].RunId + ".parquet");
        // Of the same size: what was cut short counts as missing.
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        var error = Assert.ThrowsAny<UserErrorException>(() => new SweepInsights(sweep.Folder).Write(point));
        Assert.Contains(point.Runs[2].RunId, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[] { -1, 5, 8 }, 6.5, 2, "never in 1 of 3 runs, which the mean leaves out")]
    [InlineData(new double[] { -1, -1, -1 }, -1, 3, "never in 3 of 3 runs")]
    [InlineData(
        new double[] { double.NaN, -1, 4 }, 4, 1, "never in 1 of 3 runs, which the mean leaves out; undefined in 1 of 3 runs: by hand")]
    public void A_number_of_neurons_that_is_never_reached_takes_part_in_no_mean(double[] values, double mean, int seeds, string detail)
    {
        using var folder = new TemporaryFolder();
        var (sweep, point) = Done(folder["out"]);
        var table = ByHand(sweep, point, "destroying", values);
        Assert.Equal(1, table.Rows);
        Assert.Equal(
            (mean, seeds, detail), (table.Values<double>("mean")[0], table.Values<int>("seeds")[0], table.Values<string>("detail")[0]));
    }

    [Fact]
    public void The_interval_of_a_rank_ends_where_the_random_orders_do()
    {
        using var folder = new TemporaryFolder();
        var (sweep, point) = Done(folder["out"]);
        // Three random orders; mean 3 and deviation sqrt(3), so that Student's t would go from -1.3 to 7.3.
        var table = ByHand(sweep, point, "area_vs_random_rank", [1, 4, 4]);
        Assert.Equal((1, 4), (table.Values<double>("ci_low")[0], table.Values<double>("ci_high")[0]));
    }

    /// <summary>The readings over the seeds, of runs that have this one alone.</summary>
    private static Table ByHand(TestSweep sweep, SweepPoint point, string name, double[] values)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var insight = new Insight(
                AblationScope.Network, "entropy", QuantizerRule.OneBit, Split.Test,
                new Reading(name, AblationDirection.Descending, values[seed], "by hand"));
            sweep.Folder.Write(
                InsightsTable.Definition, point.Runs[seed].RunId,
                [new InsightRow(point.Runs[seed].RunId, insight, Replacement.Zero, Split.Test)]);
        }
        // Said to be done: by their sizes, files that were written by hand are not the run's.
        Assert.True(new SweepInsights(sweep.Folder).Write(point, [.. point.Runs.Select(run => run.RunId)]));
        return ResultTables.Of(sweep.Folder.Path, "sweep_insights");
    }

    private static (TestSweep Sweep, SweepPoint Point) Done(string output, params string[] overrides)
    {
        var sweep = new TestSweep(output, overrides);
        Assert.Equal(3, sweep.Run().Done);
        var plan = RunPlan.Create(
            new SpecReader([.. DataCatalogue.Shipped.Names]).ReadText(TestSweep.Spec, "spec.yaml", overrides), "simd");
        return (sweep, Assert.Single(SweepPoint.Of(plan)));
    }

    private static Dictionary<string, double?> Values(Table table) => Enumerable.Range(0, table.Rows)
        .ToDictionary(row => Key(table, row), row => table["value"].IsPresent(row) ? table.Values<double>("value")[row] : (double?)null);

    private static string Key(Table table, int row) =>
        string.Join(
            '|', new[] { "scope", "order", "quantizer", "measure_split", "replace", "split", "name", "direction" }.Select(column =>
                table[column].Cell(row)));
}
