using System.Text.Json;
using Engine.Bounds;
using Engine.Measures;
using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;
using Harness.Specs.Plans;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Sections;

public sealed class BoundSectionTests
{
    private const string Layers = """
        name: layers
        dataset: two-moons
        network: {hidden: [3], activation: tanh}
        training: {epochs: 2}
        seeds: 2
        sweep: {training.l2: [0, 1e-3]}
        measures: {permutations: 0}
        ablation: {random: 0}
        information_plane: {estimators: [binning-30, pairwise-upper], epochs: log-10, samples: 200}
        bounds: {names: [shwartz-ziv-painsky-tishby]}
        """;

    [Fact]
    public void Rows_have_their_estimator_and_files_over_seeds_their_point()
    {
        using var sweep = new WatchedSweep(Layers);
        foreach (var seeds in sweep.Plan.Chunk(2))
        {
            var id = RunId.OfAllSeeds("layers", seeds.Select(run => run.Json));
            var value = seeds[0].Spec.Training.L2 == 0 ? 0.1 : 0.2;
            sweep.Folder.Write(BoundsTable.Definition, id, [new BoundRow(
                id, new GeneralizationBound(0, BoundKind.BuZouVeeravalli, "gaussian-pooled", value, 0, "", "")
                {
                    Interval = new ConfidenceInterval(0.05, 0.3),
                })]);
        }
        var source = new SweepSource(sweep.Folder);
        var found = ReportSweep.Read(source);
        var rows = ((BoundContent)new BoundSection().Read(source, found, new ReportLimits())!).Rows;
        // Four runs, a hidden layer and the output, two estimators; and two points.
        Assert.Equal((4 * 2 * 2) + 2, rows.Count);
        Assert.Equal(rows.Count, rows.DistinctBy(row => (row.Run, row.Point, row.Layer, row.Bound, row.Estimator)).Count());
        Assert.Equal(["binning-30", "pairwise-upper"], rows.Where(row => row is { Run: 0, Layer: 1 }).Select(row => row.Estimator).Order());
        foreach (var row in rows.Where(row => row.Run is null))
        {
            var run = found.Runs[found.Points[row.Point!.Value].Runs[0]];
            Assert.Equal(run.Label.L2 == 0 ? 0.1 : 0.2, row.Value);
            Assert.Equal((0.05, 0.3), (row.Low, row.High));
        }
    }

    /// <summary>Gaps of 0.02 and -0.03: their mean is -0.005. Two estimators of one run are two groups; the other point's bound over all
    /// seeds is left out.</summary>
    [Fact]
    public void The_chart_takes_the_mean_of_every_gap_and_no_mean_over_estimators()
    {
        object Row(int? run, int? point, string estimator, double value, double gap, double? low = null, double? high = null) => new
        {
            run,
            point,
            layer = 0,
            bound = "b",
            estimator,
            value,
            gap,
            low,
            high,
            vacuous = 0,
            saturated = estimator == "pairwise-upper" && run == 1,
        };
        object[] rows =
        [
            Row(0, null, "binning-30", 0.4, 0.02), Row(1, null, "binning-30", 0.6, -0.03), Row(2, null, "binning-30", 9, 9),
            Row(0, null, "pairwise-upper", 0.2, 0.02), Row(1, null, "pairwise-upper", 0.3, -0.03),
            Row(null, 0, "gaussian", 0.09, 0.01, 0.08, 0.1), Row(null, 1, "gaussian", 7, 7, 6, 8),
        ];
        var answer = JsonDocument.Parse(NodeScript.Run(
            "playwright-core", "bound-groups.mjs", JsonSerializer.Serialize(rows), "[0, 1]", "0")).RootElement;
        var groups = answer.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(
            ["b, network, binning-30", "b, network, pairwise-upper", "b, network, gaussian"],
            groups.Select(group => group.GetProperty("name").GetString()));
        Assert.Equal([0, 1, 0], groups.Select(group => group.GetProperty("saturated").GetInt32()));
        double[] Numbers(string property) => [.. groups.Select(group => group.GetProperty(property).GetDouble())];
        double[][] Pairs(string property) => [.. groups.Select(group => group.GetProperty(property)).Select(pair =>
            pair.ValueKind == JsonValueKind.Null ? [] : pair.EnumerateArray().Select(end => end.GetDouble()).ToArray())];
        Assert.Equal([0.5, 0.25, 0.09], Numbers("value").Select(value => Math.Round(value, 12)));
        Assert.Equal([-0.005, -0.005, 0.01], Numbers("gap").Select(value => Math.Round(value, 12)));
        Assert.Equal([[0.4, 0.6], [0.2, 0.3], [0.08, 0.1]], Pairs("reach"));
        Assert.Equal([[-0.03, 0.02], [-0.03, 0.02], []], Pairs("gapReach"));
        // The least number above 0 is 0.01.
        Assert.Equal(0.01, answer.GetProperty("floor").GetDouble(), 1e-12);
    }

    [Fact]
    public void A_mean_is_hollow_where_all_of_its_runs_are_saturated_and_else_they_are_counted()
    {
        object Row(int run, string estimator, bool saturated) =>
            new { run, layer = 0, bound = "b", estimator, value = 0.5, gap = 0.1, vacuous = 0, saturated };
        object[] rows =
        [
            Row(0, "none", false), Row(1, "none", false), Row(0, "some", true), Row(1, "some", false), Row(0, "all", true),
            Row(1, "all", true),
        ];
        var answer = JsonDocument.Parse(NodeScript.Run(
            "playwright-core", "bound-groups.mjs", JsonSerializer.Serialize(rows), "[0, 1]", "0")).RootElement;
        var groups = answer.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal([false, false, true], groups.Select(group => group.GetProperty("hollow").GetBoolean()));
        Assert.Equal(
            ["", "saturated in 1 of 2 runs", "saturated in 2 of 2 runs"],
            groups.Select(group => group.GetProperty("saturatedIn").GetString()));
        var note = answer.GetProperty("note").GetString();
        Assert.Contains("Hollow: the estimate of I(X;L) is saturated in every run", note, StringComparison.Ordinal);
        Assert.Contains(
            "Filled, as some runs are not saturated: b, network, some saturated in 1 of 2 runs.", note, StringComparison.Ordinal);
    }
}
