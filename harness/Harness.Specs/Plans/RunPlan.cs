using System.Collections.Immutable;
using Engine;
using Harness.Specs.Json;
using Harness.Specs.Keys;

namespace Harness.Specs.Plans;

/// <summary>Turns an experiment into its runs.</summary>
public static class RunPlan
{
    /// <summary>All runs: the points in the order of the sweep, at each point the seeds in the order given.</summary>
    /// <param name="trainer">The trainer's name, part of a run's identity.</param>
    /// <exception cref="UserErrorException">Two points of the sweep are the same run.</exception>
    public static ImmutableArray<PlannedRun> Create(ExperimentSpec experiment, string trainer)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentException.ThrowIfNullOrEmpty(trainer);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var runs = ImmutableArray.CreateBuilder<PlannedRun>(experiment.Points.Length * experiment.Seeds.Length);
        foreach (var run in experiment.Points.SelectMany(point => Seeded(point, experiment.Seeds, trainer)))
            if (known.Add(run.RunId))
                runs.Add(run);
            else
                throw new UserErrorException($"{experiment.File}: the sweep has the run {run.RunId} twice; remove the repeated values.");
        return runs.MoveToImmutable();
    }

    private static IEnumerable<PlannedRun> Seeded(SpecPoint point, ImmutableArray<long> seeds, string trainer)
    {
        var withoutSeed = CanonicalJson.WithoutSeed(point.Spec);
        string[] words = [point.Spec.Name, .. point.Varied.Select(Word)];
        foreach (var seed in seeds)
        {
            var json = CanonicalJson.WithSeed(withoutSeed, seed, trainer);
            yield return new PlannedRun(point.Spec with { Seed = seed }, RunId.Of(words, $"s{seed}", json), json);
        }
    }

    private static string Word(SpecAssignment assignment) => (assignment.Key.Label ?? $"{assignment.Key.Name}=") + assignment.Short;
}
