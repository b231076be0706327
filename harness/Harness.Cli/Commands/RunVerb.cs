using System.Collections.Immutable;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Data;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;
using Harness.Specs.Json;
using Harness.Specs.Plans;

namespace Harness.Cli.Commands;

/// <summary>Carries out <c>engine run</c>: everything that can be wrong is found before the first run starts.</summary>
internal sealed class RunVerb(ProviderSet available, RunRequest request, Interruption interruption)
{
    public int Run()
    {
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadFile(request.Spec, request.Overrides);
        foreach (var warning in experiment.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        var providers = new RunProviders(available.Trainer(request.Trainer), available.Device(request.Device), available.Tables(request.Tables));
        foreach (var point in experiment.Points)
            RunSettings.RequireTrainable(point.Spec, providers.Trainer);
        var plan = RunPlan.Create(experiment, providers.Trainer.Name);
        SweepBounds.RequireSeeds(plan);
        var stacks = StackPlan.Create(plan, request.Stack ?? providers.Trainer.StackLimit);
        if (request.DryRun)
            return PlanOutput.Show(plan, stacks, experiment, providers, request.Json);
        return Execute(experiment, plan, stacks, providers);
    }

    private int Execute(ExperimentSpec experiment, ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks, RunProviders providers)
    {
        var mine = request.Shard.Of(stacks).ToImmutableArray();
        string[] ids = [.. plan.Select(run => run.RunId).Intersect(mine.SelectMany(stack => stack).Select(run => run.RunId))];
        var folder = new ResultFolder(Path.GetFullPath(request.Output ?? Path.Combine("runs", experiment.Name)), providers.Format);
        using var progress = SweepProgress.Create(request.Quiet, ids.Length);
        var environment = DataEnvironment.Current(request.Data) with { Warn = progress.Warn };
        var runner = new SweepRunner(providers, folder, new DataSetLoader(environment), new SweepOptions(request.Jobs, request.Threads, request.Memory), progress);
        var preflight = new SweepPreflight(runner.LoadRaw, request.Spec);
        new FolderClaim(folder, request.Resume, request.Shard.IsWhole ? null : ids)
            .Take(NewManifest(experiment, plan, stacks, providers), () => preflight.Check(plan, interruption.Token));
        var result = runner.Run(mine, interruption.Token);
        progress.Dispose();
        if (!result.Cancelled)
        {
            WriteBounds(plan, folder, runner);
            WriteInsights(plan, folder, ids);
        }
        new SweepSummary(result, folder, ids, plan.Length).Show(request.Json);
        if (result.Cancelled)
            return interruption.Stopped(Terminal.Error);
        FinalReport.Write(folder, part: !request.Shard.IsWhole, quiet: request.Json);
        return result.Failed > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }

    /// <summary>The readings over the seeds, of the points that this process had a part in.</summary>
    private static void WriteInsights(ImmutableArray<PlannedRun> plan, ResultFolder folder, string[] mine)
    {
        var ids = mine.ToHashSet(StringComparer.Ordinal);
        foreach (var point in SweepPoint.Of(plan).Where(point => point.Runs.Any(run => ids.Contains(run.RunId))))
        {
            try
            {
                new SweepInsights(folder).Write(point);
            }
            catch (UserErrorException cause) when (cause is not StorageException)
            {
                Terminal.Error.Line($"warning: the readings over the seeds of {point.Id} are not written: {cause.Message}");
            }
        }
    }

    /// <summary>Bounds over many trainings wait for the last of them, whichever process does it.</summary>
    private void WriteBounds(ImmutableArray<PlannedRun> plan, ResultFolder folder, SweepRunner runner)
    {
        foreach (var point in SweepBounds.Points(plan))
        {
            try
            {
                new SweepBounds(folder, run => runner.Load(run, interruption.Token)).Write(point);
            }
            catch (UserErrorException cause)
            {
                Terminal.Error.Line($"warning: {cause.Message}");
            }
        }
    }

    private static Manifest NewManifest(
        ExperimentSpec experiment, ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks, RunProviders providers) => new(
        experiment.Name,
        CanonicalJson.Of(experiment, providers.Trainer.Name),
        providers.Trainer.Name,
        providers.Device.Name,
        providers.Trainer.InstructionSet,
        providers.Format.Name,
        DateTimeOffset.UtcNow.ToString("O"),
        [.. plan.Select(run => run.RunId)])
        {
            Stacks = Manifest.StacksOf(stacks),
        };
}
