using System.Collections.Immutable;
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
        var layers = source.OfRuns(sweep.RunIds, Table, (table, run) => Layers(source, table, run, share, sweep.Runs[run].ClassNames));
        return layers.Length == 0 ? null : new { Layers = layers };
    }

    private static object[] Layers(
        SweepSource source, SweepTable table, int run, int share, ImmutableArray<string> names)
    {
        int[] epochs = table.Integers("epoch"), layers = table.Integers("layer"), samples = table.Integers("sample"),
            classes = table.Integers("class");
        double[] h1 = table.Numbers("h1"), h2 = table.Numbers("h2");
        var all = samples.Distinct().Order().ToArray();
        var kept = all.Pick(Thinning.Indices(all.Length, MostSamples)).ToHashSet();
        var times = epochs.Distinct().Order().ToArray();
        var keptTimes = times.Pick(Thinning.Indices(times.Length, Math.Max(1, share / (2 * Math.Max(1, kept.Count)))));
        if (kept.Count < all.Length || keptTimes.Length < times.Length)
            source.Notices.Add(Table, $"has more than is drawn: up to {MostSamples} samples, and of the epochs an even choice.");
        var rows = Enumerable.Range(0, table.Rows).Where(row => kept.Contains(samples[row])).ToLookup(row => (layers[row], epochs[row]));
        return
        [
            .. layers.Distinct().Order().Select(layer => new
            {
                run,
                layer,
                Names = names,
                Epochs = keptTimes,
                Class = keptTimes.Length == 0 ? [] : rows[(layer, keptTimes[0])].Select(row => classes[row]).ToArray(),
                H1 = keptTimes.Select(epoch => rows[(layer, epoch)].Select(row => h1[row]).ToArray()).ToArray(),
                H2 = keptTimes.Select(epoch => rows[(layer, epoch)].Select(row => h2[row]).ToArray()).ToArray(),
            }),
        ];
    }
}
