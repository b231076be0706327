using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Sections;

public sealed class NeuronSectionTests
{
    /// <summary>Of twenty neurons the page draws six; the correlation is of all.</summary>
    [Fact]
    public void The_scatters_correlation_is_the_readings_own()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1");
        sweep.Run();
        var source = new SweepSource(sweep.Folder);
        var found = ReportSweep.Read(source);
        var content = (NeuronContent)new NeuronSection().Read(source, found, new ReportLimits(NeuronRows: 12))!;
        Assert.InRange(content.Sheets.Sum(sheet => sheet.Neuron.Length), 1, 12);
        var readings = RunReadings.Of(source, found.RunIds);
        (string Reading, string Scope, string Key)[] scopes =
            [("simpson_pooled", "network", "pooled"), ("simpson_within", "layer-1", "1"), ("simpson_within", "layer-2", "2")];
        Assert.All(content.Sheets, sheet => Assert.All(scopes, scope =>
        {
            var row = readings.Single(row => row.Key.Name == scope.Reading && row.Key.Scope == scope.Scope
                && row.Key.Order == "mutual-information" && row.Key.Quantizer == sheet.Quantizer && row.Key.MeasureSplit == sheet.Split);
            Assert.Equal(row.Value, (double)sheet.Correlations["mutual_information"][scope.Key], 1e-8);
        }));
    }
}
