using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Loss and accuracy of training, epoch by epoch.</summary>
internal sealed class TrainingSection : IReportSection
{
    private const int FewestEpochs = 40, MostEpochs = 1000;

    private static readonly string Table = EpochsTable.Definition.Schema.Name;

    private static readonly string[] Columns =
        ["train_loss", "validation_loss", "test_loss", "train_accuracy", "validation_accuracy", "test_accuracy"];

    public string Name => "epochs";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var most = Math.Clamp(limits.EpochRows / Math.Max(1, sweep.Runs.Length), FewestEpochs, MostEpochs);
        var runs = source.OfRuns<object>(sweep.RunIds, Table, (table, run) => [Run(source, table, run, most)]);
        return runs.Length == 0 ? null : new { Runs = runs };
    }

    private static object Run(SweepSource source, SweepTable table, int run, int most)
    {
        var rows = Thinning.Indices(table.Rows, most);
        if (rows.Length < table.Rows)
            source.Notices.Add(Table, $"has more epochs than are drawn: curves show up to {most} of them, evenly spread.");
        var values = Columns.ToDictionary(name => name, name => table.Numbers(name).Pick(rows));
        return new { run, Epoch = table.Integers("epoch").Pick(rows), Values = values };
    }
}
