using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Sections;

public sealed class HistorySectionTests
{
    private static readonly string[] Followed =
        ["seeds=2", "training.epochs=4", "measures.epochs=all", "ablation.epochs=[1, 4]", "measures.quantizer=[one-bit]"];

    [Fact]
    public void Values_are_those_of_the_tables_epoch_by_epoch()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], Followed);
        sweep.Run();
        var content = Read(sweep, new ReportLimits());
        Assert.Equal(2, content.Sheets.Count);
        var sheet = content.Sheets[1];
        Assert.Equal([0, 1, 2, 3, 4], sheet.Epoch);
        // 12 and 8 neurons.
        Assert.Equal(20, sheet.Neuron.Length);
        var table = sweep.Folder.Read(NeuronsTable.Definition.Schema, sweep.Plan[sheet.Run].RunId).DuringTraining();
        var (epochs, information) = (table.Int32s("epoch"), table.Float64s("mutual_information"));
        Assert.Equal(
            information.Where((_, row) => epochs[row] == 3),
            sheet.Values["mutual_information"][3]);
        Assert.All(content.Readings, reading => Assert.Equal([1, 4], reading.Epoch));
        Assert.Contains(content.Readings, reading => reading.Key.Name == "intact_accuracy");
    }

    [Fact]
    public void Many_epochs_are_thinned_and_it_is_said()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], Followed);
        sweep.Run();
        var source = new SweepSource(sweep.Folder);
        // 120 rows are 60 a run: three epochs of 20 neurons.
        var content = Read(source, new ReportLimits(NeuronRows: 120));
        Assert.All(content.Sheets, sheet => Assert.Equal([0, 2, 4], sheet.Epoch));
        Assert.Contains(source.Notices.All(), notice => notice.Text.Contains("has more epochs than are drawn", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_epochs_there_is_none()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1");
        sweep.Run();
        var source = new SweepSource(sweep.Folder);
        Assert.Null(new HistorySection().Read(source, ReportSweep.Read(source), new ReportLimits()));
    }

    private static HistoryContent Read(TestSweep sweep, ReportLimits limits) => Read(new SweepSource(sweep.Folder), limits);

    private static HistoryContent Read(SweepSource source, ReportLimits limits) =>
        Assert.IsType<HistoryContent>(new HistorySection().Read(source, ReportSweep.Read(source), limits));
}
