using Engine;
using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>
/// The readings over the seeds: for every point of a sweep the mean of each reading with the 95% interval of Student's t, from the runs
/// that are done.
/// </summary>
/// <remarks>
/// A file depends on the runs that are done and on nothing else. Several processes may share a folder: a process that finds more runs done
/// after writing than before writes again, so that the last file has all runs.
/// </remarks>
public sealed class SweepInsights(ResultFolder folder)
{
    /// <param name="known">Runs that are known to be done; the state of others is read from the folder.</param>
    /// <returns>Whether there are readings, written now or before: there may be no run, or none with hidden neurons.</returns>
    /// <exception cref="UserErrorException">A run's file is damaged, or the table cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing is written.</exception>
    public bool Write(SweepPoint point, IReadOnlyCollection<string>? known = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(point);
        for (var done = Done(point, known ?? [], cancellation); done.Length > 0;)
        {
            var rows = Rows(point, done, cancellation);
            if (rows.Length == 0)
                return false;
            folder.WriteIfOther(SweepInsightsTable.Definition, point.Id, rows);
            // A finished point stays finished.
            var now = Done(point, done, cancellation);
            if (now.Length == done.Length)
                return true;
            done = now;
        }
        return false;
    }

    private string[] Done(SweepPoint point, IEnumerable<string> known, CancellationToken cancellation)
    {
        var done = known.ToHashSet(StringComparer.Ordinal);
        return [.. point.Runs.Select(run => run.RunId).AsParallel().AsOrdered().WithCancellation(cancellation)
            .Where(run => done.Contains(run) || folder.StateOf(run).Status == RunStatus.Done)];
    }

    private SweepInsightRow[] Rows(SweepPoint point, string[] done, CancellationToken cancellation)
    {
        var spec = point.Spec;
        var seeds = SideBySide.Each(done, run => Read(run, cancellation)).ToArray();
        var readings = seeds.SelectMany(seed => seed).GroupBy(insight => insight.Key).Select(reading => new SeedReading([.. reading]))
            .ToArray();
        var widths = point.Runs[0].Spec.Network.Hidden.Select((width, layer) => (new AblationScope(layer + 1).Name, width))
            .Append((AblationScope.Network.Name, point.Runs[0].Spec.Network.Hidden.Sum())).ToDictionary();
        var randoms = point.Runs[0].Spec.Ablation.Random;
        var rows = readings.Select(reading => Row(
            reading.Key, reading.Mean,
            MeanInterval.Of(reading.Values, ReadingOverSeeds.Range(reading.Key.Name, widths[reading.Key.Scope], randoms)),
            reading.Values.Length, string.Join("; ", reading.Remarks(done.Length))));
        var reversals = ReversalOverSeeds.Of(seeds).Select(found => Row(
            found.Key, found.Reading.Value, null, double.IsNaN(found.Reading.Value) ? 0 : done.Length, found.Reading.Detail));
        return [.. rows, .. reversals];

        SweepInsightRow Row(InsightKey key, double mean, ConfidenceInterval? interval, int seeds, string detail) =>
            new(point.Id, point.Runs[0].Spec, spec, key, mean, interval, seeds, detail);
    }

    private IReadOnlyList<StoredInsight> Read(string run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return StoredInsight.Read(folder, run);
    }
}

/// <summary>One reading over the seeds of a point.</summary>
internal sealed class SeedReading
{
    private readonly StoredInsight[] _seeds;

    public SeedReading(StoredInsight[] seeds)
    {
        _seeds = seeds;
        Values = ReadingOverSeeds.Counted(Key.Name, seeds.Select(seed => seed.Value));
    }

    public InsightKey Key => _seeds[0].Key;

    /// <summary>The values that the mean is taken over; none where the reading is undefined in all seeds.</summary>
    public double[] Values { get; }

    public double Mean => Values.Length > 0 ? Values.Average() : double.NaN;

    /// <summary>Remarks on the seeds that the mean leaves out.</summary>
    /// <param name="runs">Seeds that are done.</param>
    public IEnumerable<string> Remarks(int runs)
    {
        var defined = _seeds.Where(seed => !double.IsNaN(seed.Value)).ToArray();
        var never = defined.Count(seed => Key.Name == Destroying.Name && seed.Value == Destroying.Never);
        if (never > 0)
            yield return $"never in {never} of {runs} runs{(never < defined.Length ? ", which the mean leaves out" : "")}";
        if (defined.Length >= runs)
            yield break;
        var reason = Array.Find(_seeds, seed => double.IsNaN(seed.Value)) is { } undefined ? $": {undefined.Detail}" : "";
        yield return $"undefined in {runs - defined.Length} of {runs} runs{reason}";
    }
}
