using Engine;
using Engine.Data;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Finds what is wrong with a plan before anything is written: every data set is loaded, every run held against its own.</summary>
/// <param name="load">Gives a run's data set.</param>
/// <param name="spec">The spec's file, for messages.</param>
public sealed class SweepPreflight(Func<PlannedRun, CancellationToken, DataSet> load, string spec)
{
    /// <exception cref="UsageException">Runs do not fit their data sets; the message has all of it.</exception>
    /// <exception cref="UserErrorException">A data set is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Check(IEnumerable<PlannedRun> plan, CancellationToken cancellation)
    {
        // Whatever else tells runs apart has no bearing on the data.
        PlannedRun[] different = [.. plan.DistinctBy(run => (run.Spec.Dataset, run.Spec.Validation, run.Spec.Input, run.Spec.Measures, run.Spec.Ablation, run.Spec.Pictures, run.Spec.Plane.Split, run.Spec.Bounds))];
        var mistakes = new Mistakes();
        foreach (var run in different)
        {
            mistakes.Try(run.RunId, () => Check(run.Spec, load(run, cancellation)));
            cancellation.ThrowIfCancellationRequested();
        }
        mistakes.ThrowIfAny(different.Length);
    }

    private void Check(RunSpec run, DataSet data)
    {
        try
        {
            var splits = data.Split(run.Validation ?? data.DefaultValidation);
            SplitNeeds.Require(splits, run.Measures, run.Ablation);
            PictureNeeds.Require(run.Pictures, splits);
            PlaneNeeds.Require(run.Plane, splits);
            BoundNeeds.Require(run.Bounds, splits);
            RunSettings.RequireChannels(run.Input, data);
        }
        catch (UserErrorException mistake)
        {
            throw new UsageException($"{spec}: {mistake.Message}", mistake);
        }
    }
}
