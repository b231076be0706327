using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Sections;

public sealed class MarkSectionTests
{
    [Theory]
    [InlineData("insights.epsilon=[0.02, 0.05]", 0.05)]
    [InlineData("insights.epsilon=0.1", 0.1)]
    public void The_band_is_that_of_the_readings(string override_, double epsilon)
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=2", "insights.delta=0.2", override_);
        sweep.Run();
        var source = new SweepSource(sweep.Folder);
        var content = Assert.IsType<DividedContent>(new MarkSection().Read(source, ReportSweep.Read(source), new ReportLimits()));
        // Of the 360 test digits the largest classes, 3 and 4 and 5 and 6, have 37.
        Assert.Equal([new MarkBand(37.0 / 360, epsilon, 0.2)], Assert.IsType<MarkBands>(content.Whole).Bands);
        Assert.Single(content.Parts);
    }

    [Fact]
    public void Without_insights_there_is_none()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1");
        sweep.Run();
        Directory.Delete(Path.Combine(sweep.Folder.Path, "insights"), recursive: true);
        var source = new SweepSource(sweep.Folder);
        Assert.Null(new MarkSection().Read(source, ReportSweep.Read(source), new ReportLimits()));
    }
}
