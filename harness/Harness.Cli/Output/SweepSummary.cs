using System.Text.Json;
using Engine;
using Harness.Runs.Execution;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>
/// Prints the readings of a sweep's runs. Everything is read from the files, so that a sweep that was done before prints the same.
/// </summary>
/// <param name="runs">Ids of this process's runs, in the order of the plan.</param>
/// <param name="planned">Runs of the whole plan.</param>
internal sealed class SweepSummary(SweepResult result, ResultFolder folder, IReadOnlyList<string> runs, int planned)
{
    /// <summary>Points of a sweep that are tabulated on the terminal.</summary>
    private const int Shown = 12;

    /// <summary>A sweep that was stopped is counted only: to read its runs can take longer than whoever stopped it waits.</summary>
    /// <exception cref="OperationCanceledException">Stopped while a finished sweep's runs were read.</exception>
    public void Show(bool json, CancellationToken cancellation)
    {
        var ended = result.Cancelled ? [] : Ended(cancellation);
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(Describe(Read(ended, cancellation)), JsonOutput.Options));
        else
            Tabulate(ended, cancellation);
    }

    private void Tabulate(StoredRun[] ended, CancellationToken cancellation)
    {
        var points = ended.Where(run => run.Error is null).GroupBy(PointDescription.KeyOf).ToArray();
        var varied = PointDescription.VariedIn(folder, [.. points.Select(point => point.First())]);
        foreach (var point in points.Take(Shown))
        {
            if (Read(point, cancellation) is { Length: > 0 } seeds)
                PointTable.Show(seeds, varied);
        }
        if (points.Length > Shown)
            Terminal.Out.Line($"… and {Amount.Of(points.Length - Shown, "more point")} of the sweep");
        foreach (var run in ended.Where(run => run.Error is not null))
            Terminal.Out.Line($"failed: {run.RunId}: {run.Error}");
        var before = result.DoneBefore.Length > 0 ? $", {result.DoneBefore.Length} done before" : "";
        var elsewhere = result.DoneElsewhere.Length > 0 ? $", {result.DoneElsewhere.Length} by other processes" : "";
        var failures = result.Failed + result.FailedElsewhere.Length;
        var failed = failures > 0 ? $", {failures} failed" : "";
        Terminal.Out.Line($"{result.Done} of {Amount.Of(planned, "run")} done now{elsewhere}{before}{failed}. Results: {folder.Path}");
    }

    /// <summary>The rows of the runs that have ended, in the order of the plan.</summary>
    private StoredRun[] Ended(CancellationToken cancellation)
    {
        var ended = result.Ended.Select(row => row.RunId).Concat(result.DoneBefore).Concat(result.DoneElsewhere)
            .Concat(result.FailedElsewhere).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. runs.Where(ended.Contains).ToArray().AsParallel().AsOrdered().WithCancellation(cancellation)
                .Select(ReadRow).OfType<StoredRun>(),
        ];
    }

    private StoredRun? ReadRow(string run)
    {
        try
        {
            return StoredRun.Read(folder, run);
        }
        catch (UserErrorException cause)
        {
            Warn($"{run} is left out of the summary: {cause.Message}");
            return null;
        }
    }

    private RunReading[] Read(IEnumerable<StoredRun> ended, CancellationToken cancellation) =>
    [
        .. ended.AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(run => RunReading.Of(folder, run, Warn)).OfType<RunReading>(),
    ];

    private static void Warn(string message) => Terminal.Error.Line($"warning: {message}");

    private object Describe(RunReading[] ended) => new
    {
        folder = folder.Path,
        planned,
        done = result.Done,
        failed = result.Failed,
        done_elsewhere = result.DoneElsewhere.Length,
        failed_elsewhere = result.FailedElsewhere.Length,
        done_before = result.DoneBefore.Length,
        cancelled = result.Cancelled,
        train_seconds = result.Ended.Sum(row => row.TrainSeconds),
        analysis_seconds = result.Ended.Sum(row => row.AnalysisSeconds),
        runs = ended.Select(RunOutput.Describe).ToArray(),
    };
}
