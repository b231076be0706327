using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Two-feature pictures: the samples in the plane of a hidden layer of width two.</summary>
internal sealed class HiddenPointSection : IReportSection
{
    private const int MostSamples = 300;

    private static readonly string Table = HiddenPointsTable.Definition.Schema.Name;

    public string Name => "hiddenPoints";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = limits.PictureValues / Math.Max(1, sweep.Runs.Length);
        var layers = source.OfRuns(sweep.RunIds, Table, (table, run) => Layers(source, table, run, share));
        var points = source.OfRuns(sweep.RunIds, Table, (table, run) => Points(table, run));
        return layers.Length + points.Length == 0 ? null : new { Layers = layers, Points = points };
    }

    private static object[] Layers(SweepSource source, SweepTable table, int run, int share)
    {
        int[] epochs = table.Integers("epoch"), layers = table.Integers("layer"), samples = table.Integers("sample"),
            classes = table.Integers("class");
        double[] h1 = table.Numbers("h1"), h2 = table.Numbers("h2");
        var kept = Kept(samples);
        var times = epochs.Where((_, row) => layers[row] != HiddenPointsTable.Features).Distinct().Order().ToArray();
        var keptTimes = times.Pick(Thinning.Indices(times.Length, Math.Max(1, share / (2 * Math.Max(1, kept.Count)))));
        if (kept.Count < samples.Distinct().Count() || keptTimes.Length < times.Length)
            source.Notices.Add(Table, $"has more than is drawn: up to {MostSamples} samples, and of the epochs an even choice.");
        var rows = Enumerable.Range(0, table.Rows).Where(row => kept.Contains(samples[row])).ToLookup(row => (layers[row], epochs[row]));
        return
        [
            .. layers.Where(layer => layer != HiddenPointsTable.Features).Distinct().Order().Select(layer => new
            {
                run,
                layer,
                Epochs = keptTimes,
                Class = keptTimes.Length == 0 ? [] : rows[(layer, keptTimes[0])].Select(row => classes[row]).ToArray(),
                H1 = keptTimes.Select(epoch => rows[(layer, epoch)].Select(row => h1[row]).ToArray()).ToArray(),
                H2 = keptTimes.Select(epoch => rows[(layer, epoch)].Select(row => h2[row]).ToArray()).ToArray(),
            }),
        ];
    }

    /// <summary>The samples themselves, which tables of earlier versions lack.</summary>
    private static object[] Points(SweepTable table, int run)
    {
        int[] layers = table.Integers("layer"), samples = table.Integers("sample"), classes = table.Integers("class");
        double[] first = table.Numbers("h1"), second = table.Numbers("h2");
        var kept = Kept(samples);
        int[] rows = [.. Enumerable.Range(0, table.Rows)
            .Where(row => layers[row] == HiddenPointsTable.Features && kept.Contains(samples[row]))];
        return rows.Length == 0 ? [] : [new { run, Class = classes.Pick(rows), X1 = first.Pick(rows), X2 = second.Pick(rows) }];
    }

    private static HashSet<int> Kept(int[] samples)
    {
        var all = samples.Distinct().Order().ToArray();
        return [.. all.Pick(Thinning.Indices(all.Length, MostSamples))];
    }
}
