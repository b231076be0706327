using System.Collections.Immutable;
using System.Text.Json;
using Engine;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Cli.Output;

/// <summary>Prints the plan of a dry run.</summary>
internal static class PlanOutput
{
    /// <summary>The most runs, and the most values of an axis, that are listed on a terminal.</summary>
    private const int Listed = 20, ListedValues = 12;

    /// <param name="estimate">Null where a data set is not on this machine.</param>
    public static int Show(
        ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks, ExperimentSpec experiment,
        SweepProviders providers, PlanEstimate? estimate, bool json)
    {
        if (json)
            WriteJson(plan, stacks, experiment, providers, estimate);
        else
            Tabulate(plan, stacks, experiment, providers, estimate);
        return ExitCode.Done;
    }

    private static void WriteJson(
        ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks, ExperimentSpec experiment,
        SweepProviders providers, PlanEstimate? estimate)
    {
        var runs = plan.Select(run => new { run_id = run.RunId, spec = JsonDocument.Parse(run.Json).RootElement });
        Terminal.Out.Line(JsonSerializer.Serialize(new
        {
            experiment.Name,
            trainer = providers.Trainers,
            device = providers.Devices,
            estimated_seconds = estimate?.Time.TotalSeconds,
            estimated_memory = estimate?.Memory,
            stacks = Manifest.StacksOf(stacks),
            runs,
        }, JsonOutput.Options));
    }

    private static void Tabulate(
        ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks, ExperimentSpec experiment,
        SweepProviders providers, PlanEstimate? estimate)
    {
        Terminal.Out.Line(
            $"{experiment.Name}: {experiment.Points.Length} x {Amount.Of(experiment.Seeds.Length, "seed")} = "
                + $"{Amount.Of(plan.Length, "run")}, trainer {providers.Trainers}, device {providers.Devices}");
        foreach (var axis in experiment.Sweep.Axes)
            Terminal.Out.Line($"  {string.Join(", ", axis.Keys)}: {Amount.Of(axis.Steps.Length, "value")}{Values(axis)}");
        if (stacks.Length < plan.Length)
            Terminal.Out.Line($"  trained in {Amount.Of(stacks.Length, "stack")} of up to {stacks.Max(stack => stack.Length)} runs");
        Terminal.Out.Line(estimate is null
            ? "  time and memory: not estimated, the data set is not on this machine (engine data get)"
            : FormattableString.Invariant($"  about {Duration.Text(estimate.Time)} on this machine, {estimate.Memory / 1048576.0:F0} MiB"));
        foreach (var run in plan.Take(Listed))
            Terminal.Out.Line($"  {run.RunId}");
        if (plan.Length > Listed)
            Terminal.Out.Line($"  … and {plan.Length - Listed} more; --json lists all");
    }

    private static string Values(SweepAxis axis)
    {
        var shown = axis.Steps.Take(ListedValues)
            .Select(step =>
                step.Assignments.Length == 1
                    ? step.Assignments[0].Short
                    : $"({string.Join(", ", step.Assignments.Select(value => value.Short))})");
        return $": {string.Join(", ", shown)}{(axis.Steps.Length > ListedValues ? ", …" : "")}";
    }
}
