using Engine;
using Engine.Bounds;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs.Plans;
using Harness.Specs.Types;

namespace Harness.Runs.Execution;

/// <summary>The individual-sample bound of a point of a sweep, from all of its seeds together, once the last of them is done.</summary>
/// <param name="load">Gives a run's data set as published.</param>
public sealed class SweepBounds(ResultFolder folder, Func<PlannedRun, DataSet> load)
{
    /// <summary>The runs of a plan that ask for this bound, point by point.</summary>
    public static IReadOnlyList<IReadOnlyList<PlannedRun>> Points(IEnumerable<PlannedRun> plan) =>
        [.. plan.Where(run => run.Spec.Bounds.Names.Contains(BoundKind.BuZouVeeravalli)).GroupBy(run => run.Spec with { Seed = 0 })
            .Select(point => point.ToArray())];

    /// <exception cref="UsageException">A point has too few seeds.</exception>
    public static void RequireSeeds(IEnumerable<PlannedRun> plan)
    {
        foreach (var point in Points(plan).Where(point => point.Count < IndividualSamples.LeastTrainings))
            throw new UsageException(
                $"bounds.names has bu-zou-veeravalli, which is estimated over the seeds: there are {point.Count}, at least "
                    + $"{IndividualSamples.LeastTrainings} are needed. Set seeds: {IndividualSamples.LeastTrainings} or more.");
    }

    /// <summary>Estimates the bound of one point from its stored models and stores it.</summary>
    /// <returns>A row for each estimator, with the id under which they are stored.</returns>
    /// <exception cref="UserErrorException">Runs are missing or failed; nothing is written.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing is written.</exception>
    public IReadOnlyList<BoundRow> Write(IReadOnlyList<PlannedRun> point, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(point);
        var missing = point.Where(run => folder.StateOf(run.RunId).Status != RunStatus.Done).ToArray();
        if (missing.Length > 0)
            throw new UserErrorException(
                $"bu-zou-veeravalli is not estimated: {missing.Length} of {point.Count} runs are missing or failed, {missing[0].RunId} "
                    + "among them; do them with --resume");
        var spec = point[0].Spec;
        var train = spec.SplitsOf(load(point[0])).Train;
        var networks = point.Select(run => ReadModel(run.RunId, cancellation)).ToArray();
        var draws = point.Select(run => RunData.Of(run.Spec, load(run)).Splits.Train).ToArray();
        var (estimates, information) = IndividualSamples.Estimate(networks, draws);
        var gaps = point.Select(run => StoredRun.Read(folder, run.RunId)).Average(run => run.TrainAccuracy - run.TestAccuracy);
        var detail = $"mean I(W;Z_i) = {Text(information)} nats over m = {draws[0].Samples} places, {point.Count} trainings on draws "
            + $"from {train.Samples} samples; W: 3 numbers, Z: (y, x1, x2, y x1, y x2); mean gap over the trainings";
        var id = new SweepPoint(point).Id;
        BoundRow[] rows = [.. estimates.Select(estimate => new BoundRow(id, new GeneralizationBound(
            0, BoundKind.BuZouVeeravalli, estimate.Estimator, estimate.Value, gaps, BuZouVeeravalli.Assumptions,
            $"{Way(estimate.Estimator)}; {detail}") { Interval = estimate.Interval }))];
        folder.WriteIfOther(BoundsTable.Definition, id, rows);
        return rows;
    }

    private static string Way(string estimator) => estimator == IndividualSamples.Pooled
        ? "root of the places' mean, nearly unbiased where all places tell the same, as here, where they are drawn alike"
        : "mean of the places' roots, too small while trainings are few";

    private Network ReadModel(string run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return folder.ReadModel(run, Activation.Relu);
    }

    private static string Text(double value) => NumberText.Rounded(value);
}
