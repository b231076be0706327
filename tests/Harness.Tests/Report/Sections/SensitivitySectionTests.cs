using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Sections;

public sealed class SensitivitySectionTests
{
    [Fact]
    public void Each_number_of_bins_has_a_row_for_each_layer()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "seeds=1", "measures.sensitivity=[uniform-3]");
        sweep.Run();
        var source = new SweepSource(sweep.Folder);
        var content = Assert.IsType<SensitivityContent>(
            new SensitivitySection().Read(source, ReportSweep.Read(source), new ReportLimits()));
        Assert.Equal(
            [(1, "uniform-1", 2), (1, "uniform-2", 4), (1, "uniform-3", 8), (2, "uniform-1", 2), (2, "uniform-2", 4), (2, "uniform-3", 8)],
            content.Rows.Select(row => (row.Layer, row.Quantizer, row.Bins)));
        Assert.Equal(
            ["entropy", "kl_selectivity", "mutual_information", "mutual_information_mm"],
            content.Columns.Select(column => column.Name).Order(StringComparer.Ordinal));
        // With more bins there is no less information: merging bins loses some.
        Assert.True(content.Rows[0].Values["mutual_information"].Mean < content.Rows[2].Values["mutual_information"].Mean);
        Assert.Equal(1, content.Rows[2].Values["mutual_information"].Rank, 1e-12);
    }

    [Fact]
    public void Mean_quartiles_and_rank_correlation()
    {
        // Ranks 1, 2, 3, 4, 5 against 2, 1, 3, 4, 5: 1 - 6 (1 + 1) / (5 (25 - 1)) = 0.9.
        var spread = Spread.Of([1, 2, 3, 4, 10], [20, 10, 30, 40, 50]);
        Assert.Equal((4, 2, 4), (spread.Mean, spread.Low, spread.High));
        Assert.Equal(0.9, spread.Rank, 1e-12);
        Assert.Equal(double.NaN, Spread.Of([1, 2], [1, 1]).Rank);
        Assert.Equal(double.NaN, Spread.Of([1, 2], [1]).Rank);
    }
}
