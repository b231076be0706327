using Engine;
using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>The readings over the seeds: of every point of a sweep the mean of each, with a 95% bootstrap interval, from whatever runs are done.</summary>
/// <remarks>A file is a function of the runs that are done. Of several processes that share a folder, whichever ends last has seen the last run's files when it writes:
/// one that finds more runs done after writing than before writes again.</remarks>
public sealed class SweepInsights(ResultFolder folder)
{
    /// <summary>What <see cref="Destroying"/> says where accuracy never falls so low: no number of neurons, so that no mean is taken over it.</summary>
    private const double Never = -1;

    /// <returns>Whether anything was written: there may be no run, or none with hidden neurons.</returns>
    /// <exception cref="UserErrorException">A run's file is damaged, or the table cannot be written.</exception>
    public bool Write(SweepPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        for (var done = Done(point); done.Length > 0;)
        {
            var rows = Rows(point, done);
            if (rows.Length == 0)
                return false;
            folder.Write(SweepInsightsTable.Definition, point.Id, rows);
            var now = Done(point);
            if (now.SequenceEqual(done))
                return true;
            done = now;
        }
        return false;
    }

    private string[] Done(SweepPoint point) =>
        [.. point.Runs.Select(run => run.RunId).AsParallel().AsOrdered().Where(run => folder.StateOf(run).Status == RunStatus.Done)];

    private SweepInsightRow[] Rows(SweepPoint point, string[] done)
    {
        var spec = point.Spec;
        var readings = done.SelectMany(run => StoredInsight.Read(folder, run)).GroupBy(insight => insight.Key).ToArray();
        // Of hundreds of seeds resampling takes longer than a small run does; the order is kept.
        return [.. readings.AsParallel().AsOrdered().Select((reading, place) => Row(point, spec, [.. reading], done.Length, (ulong)place))];
    }

    private static SweepInsightRow Row(SweepPoint point, string spec, StoredInsight[] seeds, int runs, ulong key)
    {
        StoredInsight[] defined = [.. seeds.Where(seed => !double.IsNaN(seed.Value))];
        StoredInsight[] counted = [.. defined.Where(seed => !IsNever(seed))];
        // Where it is never in all, that is what is known.
        var values = (counted.Length > 0 ? counted : defined).Select(seed => seed.Value).ToArray();
        var settings = new BootstrapSettings(point.Runs[0].Spec.Insights.Resamples, BootstrapSettings.DefaultLevel, 0);
        return new SweepInsightRow(
            point.Id,
            point.Runs[0].Spec,
            spec,
            seeds[0].Key,
            values.Length > 0 ? values.Average() : double.NaN,
            values.Length > 0 ? Bootstrap.Mean(values, settings, key) : null,
            values.Length,
            string.Join("; ", Remarks(seeds, defined.Length, counted.Length, runs)));
    }

    private static IEnumerable<string> Remarks(StoredInsight[] seeds, int defined, int counted, int runs)
    {
        if (counted < defined)
            yield return $"never in {defined - counted} of {runs} runs{(counted > 0 ? ", which the mean leaves out" : "")}";
        if (defined < runs)
            yield return $"undefined in {runs - defined} of {runs} runs{(Array.Find(seeds, seed => double.IsNaN(seed.Value)) is { } undefined ? $": {undefined.Detail}" : "")}";
    }

    private static bool IsNever(StoredInsight seed) => seed.Key.Name == Destroying.Name && seed.Value == Never;
}
