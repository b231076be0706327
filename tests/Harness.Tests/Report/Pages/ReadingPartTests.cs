using Engine.Ablation;
using Harness.Report.Pages;
using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Pages;

/// <summary>The table of readings that needs no script.</summary>
public sealed class ReadingPartTests
{
    [Fact]
    public void A_mean_names_the_seeds_that_it_leaves_out()
    {
        var page = Of(
            Destroy("layer-1", 12, "never in 3 of 4 runs, which the mean leaves out; undefined in 1 of 4 runs: chance is all"),
            Destroy("layer-2", Destroying.Never, "never in 4 of 4 runs"), Destroy("layer-3", 7, ""));
        Assert.Contains(">12, never in 3 of 4 seeds, undefined in 1 of 4 seeds</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>never</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>7</td>", page, StringComparison.Ordinal);
    }

    private static string Of(params PointReading[] readings)
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1");
        sweep.Run();
        return ReadingPart.Of(ReportSweep.Read(new SweepSource(sweep.Folder)), readings);
    }

    private static PointReading Destroy(string scope, double mean, string detail) => new(
        0, new ReadingKey(scope, "mutual-information", "one-bit", "test", Destroying.Name, "descending"), mean, double.NaN, double.NaN, 4,
        detail);
}
