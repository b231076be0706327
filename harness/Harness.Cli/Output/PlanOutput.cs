using System.Collections.Immutable;
using System.Text.Json;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Cli.Output;

/// <summary>Prints a plan that is not to be run.</summary>
internal static class PlanOutput
{
    /// <summary>Runs that are listed by name on a terminal.</summary>
    private const int Listed = 20;

    public static int Show(ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks, ExperimentSpec experiment, RunProviders providers, bool json)
    {
        if (json)
        {
            var runs = plan.Select(run => new { run_id = run.RunId, spec = JsonDocument.Parse(run.Json).RootElement });
            Terminal.Out.Line(JsonSerializer.Serialize(new { experiment.Name, trainer = providers.Trainer.Name, device = providers.Device.Name, tables = providers.Format.Name, stacks = Manifest.StacksOf(stacks), runs }, JsonOutput.Options));
            return ExitCode.Done;
        }
        Terminal.Out.Line($"{experiment.Name}: {experiment.Points.Length} x {experiment.Seeds.Length} seeds = {plan.Length} runs, trainer {providers.Trainer.Name}, device {providers.Device.Name}, tables {providers.Format.Name}");
        foreach (var axis in experiment.Sweep.Axes)
            Terminal.Out.Line($"  {string.Join(", ", axis.Keys)}: {axis.Steps.Length} values");
        if (stacks.Length < plan.Length)
            Terminal.Out.Line($"  trained in {stacks.Length} stacks of up to {stacks.Max(stack => stack.Length)} runs");
        foreach (var run in plan.Take(Listed))
            Terminal.Out.Line($"  {run.RunId}");
        if (plan.Length > Listed)
            Terminal.Out.Line($"  … and {plan.Length - Listed} more; --json lists all");
        return ExitCode.Done;
    }
}
