using Engine.Measures;
using Harness.Report.Sweeps;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Every neuron's measures, and the readings of the curves, at epochs of the training.</summary>
internal sealed class HistorySection : IReportSection
{
    private static readonly string Neurons = NeuronsTable.Definition.Schema.Name, Insights = InsightsTable.Definition.Schema.Name;

    private static readonly NeuronColumn[] Known = [.. NeuronColumn.Of(KnownMeasures.All).Where(column => column.Drawn)];

    public string Name => "history";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        // Where no spec asks for epochs no file is read.
        int[] runs = [.. Enumerable.Range(0, sweep.Runs.Length).Where(run => IsFollowed(sweep.Runs[run].Values))];
        string[] ids = [.. runs.Select(run => sweep.Runs[run].RunId)];
        var share = Math.Max(1, limits.NeuronRows / Math.Max(1, runs.Length));
        var sheets = source.OfRuns(ids, Neurons, (table, place) => Sheets(source, table.DuringTraining(), runs[place], share));
        var readings = source.OfRuns(ids, Insights, (table, place) => Readings(source, table.DuringTraining(), runs[place], share));
        return sheets.Length == 0 ? null : new HistoryContent(Known, sheets, readings);
    }

    private static bool IsFollowed(SpecValues spec) => spec.All.ContainsKey("measures.epochs") || spec.All.ContainsKey("ablation.epochs");

    private static HistorySheet[] Sheets(SweepSource source, SweepTable table, int run, int share)
    {
        int[] layers = table.Integers("layer"), neurons = table.Integers("neuron");
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        var columns = Known.Select(column => (column.Name, Values: table.Numbers(column.Name)))
            .Where(column => !column.Values.All(double.IsNaN)).ToArray();
        var groups = Enumerable.Range(0, table.Rows).GroupBy(row => (splits[row], quantizers[row])).ToArray();
        return [.. groups.Select(group =>
        {
            var epochs = Chosen(source, Neurons, table, [.. group], share / groups.Length);
            var first = epochs[0].Rows;
            if (epochs.Any(epoch => epoch.Rows.Length != first.Length))
                throw table.Damaged("an epoch has other neurons than the others");
            return new HistorySheet(
                run,
                group.Key.Item1 ?? "",
                group.Key.Item2 ?? "",
                [.. epochs.Select(epoch => epoch.Epoch)],
                layers.Pick(first),
                neurons.Pick(first),
                columns.ToDictionary(column => column.Name, column => epochs.Select(epoch => column.Values.Pick(epoch.Rows)).ToArray()));
        })];
    }

    private static HistoryReading[] Readings(SweepSource source, SweepTable table, int run, int share)
    {
        var keys = ReadingKey.Of(table);
        var values = table.Numbers("value");
        var groups = Enumerable.Range(0, table.Rows).GroupBy(row => keys[row])
            .Where(group => group.Any(row => !double.IsNaN(values[row]))).ToArray();
        return [.. groups.Select(group =>
        {
            var epochs = Chosen(source, Insights, table, [.. group], share / groups.Length);
            return new HistoryReading(
                run, group.Key, [.. epochs.Select(epoch => epoch.Epoch)], [.. epochs.Select(epoch => values[epoch.Rows[0]])]);
        })];
    }

    /// <summary>The epochs that are drawn, each with its rows.</summary>
    private static (int Epoch, int[] Rows)[] Chosen(SweepSource source, string name, SweepTable table, int[] rows, int share)
    {
        var epochs = table.Integers(StoredTable.EpochColumn);
        var all = rows.GroupBy(row => epochs[row]).OrderBy(group => group.Key).Select(group => (group.Key, group.ToArray())).ToArray();
        var most = Math.Max(2, share / Math.Max(1, all[0].Item2.Length));
        if (all.Length > most)
            source.Notices.Add(name, $"has more epochs than are drawn: during training up to {most} of them are shown.");
        return all.Pick(Thinning.Indices(all.Length, most));
    }
}

/// <summary>The data of the charts.</summary>
/// <param name="Columns">Of the sheets' values.</param>
internal sealed record HistoryContent(
    IReadOnlyList<NeuronColumn> Columns, IReadOnlyList<HistorySheet> Sheets, IReadOnlyList<HistoryReading> Readings);

/// <summary>The neurons of one run on one split under one quantizer, epoch by epoch.</summary>
/// <param name="Epoch">Ascending; 0 before the first step.</param>
/// <param name="Layer">Hidden layer of each neuron, from 1.</param>
/// <param name="Neuron">Place in its layer, from 0.</param>
/// <param name="Values">By the table's column: <c>[epochs][neurons]</c>; a column without values is absent.</param>
internal sealed record HistorySheet(
    int Run, string Split, string Quantizer, int[] Epoch, int[] Layer, int[] Neuron, IReadOnlyDictionary<string, double[][]> Values);

/// <summary>One reading of one run, epoch by epoch.</summary>
/// <param name="Values">NaN where it is undefined.</param>
internal sealed record HistoryReading(int Run, ReadingKey Key, int[] Epoch, double[] Values);
