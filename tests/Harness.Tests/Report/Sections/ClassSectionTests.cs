using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Sections;

public sealed class ClassSectionTests
{
    [Fact]
    public void Curves_are_those_of_the_table_and_random_orders_are_averaged()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=2", "ablation.classes=true", "measures.quantizer=one-bit");
        sweep.Run();
        var series = Read(sweep, new ReportLimits());
        // Two runs of two layers and the network, by four measures in two directions and at random.
        Assert.Equal(2 * 3 * ((4 * 2) + 1), series.Length);
        var one = Assert.Single(series, one => one is { Run: 1, Key: { Scope: "layer-1", Order: "entropy", Direction: "descending" } });
        Assert.Equal(Enumerable.Range(0, 10), one.Classes);
        Assert.Equal(Enumerable.Range(0, 13), one.Steps);
        var random = Assert.Single(series, one => one is { Run: 1, Key: { Scope: "layer-1", Order: "random" } });
        var table = sweep.Folder.Read(AblationClassesTable.Definition.Schema, sweep.Plan[1].RunId);
        var (scopes, orders, directions) = (table.Texts("scope"), table.Texts("order"), table.Texts("direction"));
        var (steps, classes, accuracy) = (table.Int32s("step"), table.Int32s("class"), table.Float64s("accuracy"));
        double[] Of(string order, string direction) =>
        [
            .. accuracy.Where((_, row) => scopes[row] == "layer-1" && orders[row] == order && directions[row] == direction
                && steps[row] == 3 && classes[row] == 7),
        ];
        Assert.Equal(Assert.Single(Of("entropy", "descending")), one.Accuracy[7][3]);
        Assert.Equal(3, Of("random", "random").Length);
        Assert.Equal(Of("random", "random").Average(), random.Accuracy[7][3], 1e-12);
    }

    [Fact]
    public void Many_steps_are_thinned()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1", "ablation.classes=true", "measures.quantizer=one-bit");
        sweep.Run();
        // Eleven is the least: 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12 of 0 to 12.
        Assert.Equal(
            [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12],
            Read(sweep, new ReportLimits(ClassValues: 1)).First(one => one.Key.Scope == "layer-1").Steps);
    }

    private static ClassSeries[] Read(TestSweep sweep, ReportLimits limits)
    {
        var source = new SweepSource(sweep.Folder);
        var content = Assert.IsType<DividedContent>(new ClassSection().Read(source, ReportSweep.Read(source), limits));
        return Assert.IsType<ClassSeries[]>(Assert.Single(content.Parts));
    }
}
