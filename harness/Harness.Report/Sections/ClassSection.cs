using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Accuracy of each class against the number of neurons ablated.</summary>
internal sealed class ClassSection : IReportSection
{
    private const int FewestSteps = 11, MostSteps = 101;

    private static readonly string Table = AblationClassesTable.Definition.Schema.Name;

    public string Name => "classes";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var share = limits.ClassValues / Math.Max(1, sweep.Runs.Length);
        var series = source.OfRuns(sweep.RunIds, Table, (table, run) => Series(source, table, run, share)).ToLookup(one => one.Run);
        var parts = sweep.Points.Select(point => point.Runs.SelectMany(run => series[run]).ToArray()).ToArray();
        return parts.All(part => part.Length == 0) ? null : new DividedContent(new { Keys = Keys(parts) }, parts);
    }

    private static IEnumerable<ReadingKey> Keys(ClassSeries[][] parts) => parts.SelectMany(part => part).Select(one => one.Key).Distinct();

    private static ClassSeries[] Series(SweepSource source, SweepTable table, int run, int share)
    {
        var keys = ReadingKey.Of(table);
        int[] steps = table.Integers("step"), classes = table.Integers("class");
        double[] accuracy = table.Numbers("accuracy");
        var groups = Enumerable.Range(0, table.Rows).GroupBy(row => keys[row]).Select(group => group.ToArray()).ToArray();
        return [.. groups.Select(rows =>
        {
            var labels = rows.Select(row => classes[row]).Distinct().Order().ToArray();
            var last = rows.Max(row => steps[row]);
            var most = Math.Clamp(share / Math.Max(1, groups.Length * labels.Length), FewestSteps, MostSteps);
            var kept = Thinning.Indices(last + 1, most);
            if (kept.Length <= last)
                source.Notices.Add(Table, $"has more steps than are drawn: curves of classes show up to {MostSteps} of them.");
            var means = rows.ToLookup(row => (classes[row], steps[row]), row => accuracy[row]);
            return new ClassSeries(
                run, keys[rows[0]], labels, kept,
                [.. labels.Select(label => kept.Select(step => means[(label, step)].DefaultIfEmpty(double.NaN).Average()).ToArray())]);
        })];
    }
}

/// <summary>The curves of one order by class; of random orders their mean.</summary>
/// <param name="Steps">Numbers of neurons removed.</param>
/// <param name="Accuracy"><c>[classes][steps]</c>, a share of 1.</param>
internal sealed record ClassSeries(int Run, ReadingKey Key, int[] Classes, int[] Steps, double[][] Accuracy);
