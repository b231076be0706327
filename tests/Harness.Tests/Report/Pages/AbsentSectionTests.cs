using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Pages;

public sealed class AbsentSectionTests
{
    [Fact]
    public void Sections_without_data_are_one_line()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1");
        sweep.Run();
        var page = File.ReadAllText(Reporter.Write(sweep.Folder).Path);
        Assert.DoesNotContain("<section id=\"plane\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"overview\"", page, StringComparison.Ordinal);
        Assert.Contains("<section id=\"curves\" hidden ", page, StringComparison.Ordinal);
        Assert.Contains("<section id=\"readings\" aria", page, StringComparison.Ordinal);
        var line = page.Split('\n').Single(one => one.Contains("class=\"absent\"", StringComparison.Ordinal));
        Assert.Contains("Left out, for want of data: Across the sweep, ", line, StringComparison.Ordinal);
        Assert.Contains("Information plane: This sweep has none: information_plane.estimators", line, StringComparison.Ordinal);
        // Without pairs no table of them is promised to those without scripts.
        if (Reporter.HasCharts)
            Assert.Contains("The tables of readings and runs below need none.", page, StringComparison.Ordinal);
    }
}
