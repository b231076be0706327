using System.Collections.Immutable;

namespace Harness.Specs.Plans;

/// <summary>Which runs of a plan train together, as one stack of networks: a function of the plan and a limit alone.</summary>
public static class StackPlan
{
    /// <summary>
    /// Every run in one stack; the runs of a stack share data set, shape, batch size, epochs, optimizer, objective, schedule and what L2 is
    /// on, and differ in what a network of a stack may have for itself: learning rate, momentum, L2, dropout, initialization, noise and
    /// seed, and how it is analyzed. A run that draws its own training samples stands alone.
    /// </summary>
    /// <param name="limit">Runs of a stack at most; with 1 each run stands alone, in the order of the plan.</param>
    /// <returns>Stacks in the order of their first runs, runs in the order of the plan.</returns>
    public static ImmutableArray<ImmutableArray<PlannedRun>> Create(IReadOnlyList<PlannedRun> plan, int limit)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return [.. plan.Select((run, place) => (Run: run, Place: place))
            .GroupBy(planned => KindOf(planned.Run))
            .SelectMany(kind => kind.Chunk(limit))
            .OrderBy(stack => stack[0].Place)
            .Select(stack => stack.Select(planned => planned.Run).ToImmutableArray())];
    }

    private static object KindOf(PlannedRun run)
    {
        var spec = run.Spec;
        return (
            (spec.Dataset, spec.Input, spec.Validation, Samples: spec.Subset is null ? "all" : run.RunId),
            (spec.Network, spec.BatchNorm),
            (spec.Training.BatchSize, spec.Training.Epochs, spec.Training.Optimizer, spec.Training.Objective, spec.Training.L2On,
                spec.Training.Schedule));
    }
}
