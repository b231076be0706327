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
        foreach (var point in experiment.Points)
            RunSettings.RequireSupported(point.Spec.Ablation);
        var providers = new RunProviders(available.Trainer(request.Trainer), available.Device(request.Device), available.Tables(request.Tables));
        var plan = RunPlan.Create(experiment, providers.Trainer.Name);
        if (request.DryRun)
            return PlanOutput.Show(plan, experiment, providers, request.Json);
        return Execute(experiment, plan, providers);
    }

    private int Execute(ExperimentSpec experiment, ImmutableArray<PlannedRun> plan, RunProviders providers)
    {
        var folder = new ResultFolder(Path.GetFullPath(request.Output ?? Path.Combine("runs", experiment.Name)), providers.Format);
        using var progress = SweepProgress.Create(request.Quiet, plan.Length);
        var environment = DataEnvironment.Current(request.Data) with { Warn = progress.Warn };
        var options = new SweepOptions(request.Jobs, request.Threads, request.Memory, request.Shard.Index, request.Shard.Count);
        var runner = new SweepRunner(providers, folder, new DataSetLoader(environment), options, progress);
        folder.Prepare(NewManifest(experiment, plan, providers), request.Resume, () => Preflight(runner, plan));
        var result = runner.Run(plan, interruption.Token);
        progress.Dispose();
        SweepSummary.Show(result, folder, plan.Length, request.Json);
        if (result.Cancelled)
            return Stopped(folder);
        return result.Failed > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }

    /// <summary>Loads every data set and checks that every run of the plan fits its own.</summary>
    private void Preflight(SweepRunner runner, ImmutableArray<PlannedRun> plan)
    {
        foreach (var run in plan.DistinctBy(run => (run.Spec.Dataset, run.Spec.Validation, run.Spec.Input)))
        {
            var data = runner.Load(run, interruption.Token);
            try
            {
                data.Split(run.Spec.Validation ?? data.DefaultValidation);
            }
            catch (UserErrorException mistake)
            {
                throw new UsageException($"{request.Spec}: {mistake.Message}", mistake);
            }
        }
    }

    private static Manifest NewManifest(ExperimentSpec experiment, ImmutableArray<PlannedRun> plan, RunProviders providers) => new(
        experiment.Name,
        CanonicalJson.Of(experiment, providers.Trainer.Name),
        providers.Trainer.Name,
        providers.Device.Name,
        providers.Trainer.InstructionSet,
        providers.Format.Name,
        DateTimeOffset.UtcNow.ToString("O"),
        [.. plan.Select(run => run.RunId)]);

    private int Stopped(ResultFolder folder)
    {
        Terminal.Error.Line($"stopped; what is finished is saved. Go on with: engine run {request.Spec} --out {folder.Path} --resume");
        return interruption.ExitCode;
    }
}
