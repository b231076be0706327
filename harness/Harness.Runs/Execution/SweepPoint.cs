using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>The runs of a plan that differ in their seed alone.</summary>
public sealed record SweepPoint(IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>The id of all seeds together, in place of a run's id; its hash is over all of them.</summary>
    public string Id => RunId.OfAllSeeds(Runs[0].Spec.Name, Runs.Select(run => run.Json));

    /// <summary>The resolved spec, JSON, without the seed.</summary>
    public string Spec => SpecText.WithoutSeed(Runs[0].Json);

    /// <summary>The points of a plan, in its order.</summary>
    public static IReadOnlyList<SweepPoint> Of(IEnumerable<PlannedRun> plan) =>
        [.. plan.GroupBy(run => run.Spec with { Seed = 0 }).Select(point => new SweepPoint([.. point]))];
}
