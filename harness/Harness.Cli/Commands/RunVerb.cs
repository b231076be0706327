using System.Collections.Immutable;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Logs;
using Harness.Runs.Storage;
using Harness.Specs;
using Harness.Specs.Json;
using Harness.Specs.Plans;

namespace Harness.Cli.Commands;

/// <summary>Carries out <c>engine run</c>. All checks come before the first run starts.</summary>
internal sealed class RunVerb(ProviderSet available, RunRequest request, Interruption interruption)
{
    public int Run()
    {
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names], ScoreFile.Read).ReadFile(request.Spec, request.Overrides);
        foreach (var warning in experiment.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        var providers = available.Providers(request.Trainer, request.Device);
        var folder = SharedOptions.Folder(SharedOptions.Target(request.Output ?? Path.Combine("runs", experiment.Name)));
        var growth = request.Extend ? FolderGrowth.Of(folder) : null;
        var plan = RunPlan.Create(experiment, providers.TrainerKind);
        plan = growth?.Keep(plan) ?? EarlierIds.Keep(plan, folder);
        SweepBounds.RequireSeeds(plan);
        var limit = request.Stack ?? providers.StackLimit;
        var stacks = growth?.Stacks(plan, limit) ?? StacksOfGrown(folder, plan) ?? StackPlan.Create(plan, limit);
        if (request.DryRun)
            return PlanOutput.Show(plan, stacks, experiment, providers, Estimate(plan, providers), request.Json);
        return Execute(folder, growth, experiment, plan, stacks, providers);
    }

    private int Execute(
        ResultFolder folder, FolderGrowth? growth, ExperimentSpec experiment, ImmutableArray<PlannedRun> plan,
        ImmutableArray<ImmutableArray<PlannedRun>> stacks, SweepProviders providers)
    {
        var mine = request.Shard.Of(stacks).ToImmutableArray();
        string[] ids = [.. plan.Select(run => run.RunId).Intersect(mine.SelectMany(stack => stack).Select(run => run.RunId))];
        using var progress = SweepProgress.Create(request.Quiet, ids.Length);
        var environment = DataEnvironment.Current(request.Data) with { Warn = progress.Warn, Tell = progress.Tell };
        using var logged = request.Log is { } format ? new LoggedProgress(progress, folder.Path, format) : null;
        var runner = new SweepRunner(
            providers, folder, new DataSetLoader(environment), Options(providers), logged ?? (ISweepProgress)progress);
        var preflight = new SweepPreflight(runner.Load, request.Spec);
        var manifest = NewManifest(experiment, plan, stacks, providers);
        Manifest Checked() => manifest with { Data = preflight.Check(plan, interruption.Token) };
        if (growth is not null)
            growth.Write(manifest, Checked);
        else
            new FolderStart(folder, request.Resume, request.Shard.IsWhole ? null : ids).Take(manifest, Checked);
        return interruption.Resumable(() =>
        {
            var result = runner.Run(mine, interruption.Token);
            progress.Dispose();
            return result.Cancelled ? Stopped(result, folder, ids, plan.Length) : Conclude(result, plan, folder, ids, runner);
        });
    }

    /// <summary>A sweep that has grown keeps its stacks, which no limit gives; null for any other.</summary>
    private static ImmutableArray<ImmutableArray<PlannedRun>>? StacksOfGrown(ResultFolder folder, ImmutableArray<PlannedRun> plan) =>
        folder.HasManifest && FolderStart.Begun(folder) is { Grown: > 0 } begun
            && begun.Runs.Order(StringComparer.Ordinal).SequenceEqual(plan.Select(run => run.RunId).Order(StringComparer.Ordinal))
            ? FolderGrowth.StacksOf(begun, plan)
            : null;

    private int Stopped(SweepResult result, ResultFolder folder, string[] ids, int planned)
    {
        new SweepSummary(result, folder, ids, planned).Show(request.Json, interruption.Token);
        return interruption.Stopped(Terminal.Error);
    }

    /// <summary>All that follows the last run: what is over all runs, the summary, the report.</summary>
    private int Conclude(SweepResult result, ImmutableArray<PlannedRun> plan, ResultFolder folder, string[] ids, SweepRunner runner)
    {
        WriteOverSeeds(plan, folder, runner, ids, result);
        new SweepSummary(result, folder, ids, plan.Length).Show(request.Json, interruption.Token);
        var reported = FinalReport.Write(
            folder, part: !request.Shard.IsWhole, quiet: request.Json, finished: result.Ended.IsEmpty, interruption.Token);
        return result.Failed + result.FailedElsewhere.Length > 0 ? ExitCode.SomeFailed : reported ? ExitCode.Done : ExitCode.Failure;
    }

    /// <summary>On each device: one where a GPU trains, which a stack of networks fills; else its share of the cores.</summary>
    private static int DefaultJobs(SweepProviders providers) =>
        providers.TrainerKind.EndsWith("cuda", StringComparison.Ordinal) ? 1 : Math.Max(1, Cores.Count / providers.Pairs.Length);

    /// <summary>Estimates time and memory; null where a data set is not on this machine. Nothing is fetched.</summary>
    private PlanEstimate? Estimate(ImmutableArray<PlannedRun> plan, SweepProviders providers)
    {
        var environment = DataEnvironment.Current(request.Data);
        var here = new DataVerifier(environment)
            .List().Where(set => set.IsPresent).Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        if (plan.Any(run => run.Spec.Dataset.Kind == DataSetKind.Named && !here.Contains(run.Spec.Dataset.Text)))
            return null;
        var loader = new DataSetLoader(environment);
        try
        {
            return PlanEstimate.Of(
                plan, providers, Options(providers), (run, cancellation) => loader.Load(run.Spec.Dataset, cancellation),
                interruption.Token);
        }
        catch (UserErrorException cause)
        {
            Terminal.Error.Line($"warning: nothing is estimated: {cause.Message}");
            return null;
        }
    }

    private SweepOptions Options(SweepProviders providers) => new(request.Jobs ?? DefaultJobs(providers), request.Threads, request.Memory)
    {
        CheckpointInterval = request.CheckpointInterval,
        Lease = request.Lease,
        FailFast = request.FailFast,
    };

    /// <summary>Writes what follows from all seeds of a point. Where there was nothing to do, a folder may be read-only.</summary>
    private void WriteOverSeeds(
        ImmutableArray<PlannedRun> plan, ResultFolder folder, SweepRunner runner, string[] mine, SweepResult result)
    {
        try
        {
            if (FolderStart.Begun(folder) is { Grown: > 0 })
                folder.RemoveOverSeedsBut([.. SweepPoint.Of(plan).Select(point => point.Id)]);
            WriteBounds(plan, folder, runner);
            WriteInsights(plan, folder, mine, result.AllDone);
        }
        catch (StorageException cause) when (result.Ended.IsEmpty && cause.IsReadOnly)
        {
            var gone = FilesOverSeeds.Missing(folder, [.. plan.Select(run => run.RunId)], interruption.Token);
            Terminal.Error.Line(gone.Count == 0
                ? $"note: the readings over the seeds stay as they are: {cause.Message}"
                : $"warning: {string.Join(", ", gone.Take(3))}{(gone.Count > 3 ? $" and {gone.Count - 3} more" : "")}: readings over the "
                    + $"seeds are gone and could not be made: {cause.Message}");
        }
    }

    /// <summary>Writes the readings over the seeds, for the points with runs of this process.</summary>
    private void WriteInsights(ImmutableArray<PlannedRun> plan, ResultFolder folder, string[] mine, IReadOnlyCollection<string> done)
    {
        var ids = mine.ToHashSet(StringComparer.Ordinal);
        SweepPoint[] points = [.. SweepPoint.Of(plan).Where(point => point.Runs.Any(run => ids.Contains(run.RunId)))];
        folder.RemoveUnfinished(points.Select(point => point.Id).ToHashSet(StringComparer.Ordinal));
        foreach (var point in points)
        {
            try
            {
                new SweepInsights(folder).Write(point, done, interruption.Token);
            }
            catch (UserErrorException cause) when (cause is not StorageException)
            {
                Terminal.Error.Line($"warning: the readings over the seeds of {point.Id} are not written: {cause.Message}");
            }
        }
    }

    /// <summary>Writes the bounds over many trainings, once the last training is done in any process.</summary>
    private void WriteBounds(ImmutableArray<PlannedRun> plan, ResultFolder folder, SweepRunner runner)
    {
        foreach (var point in SweepBounds.Points(plan))
        {
            try
            {
                new SweepBounds(folder, run => runner.Load(run, interruption.Token)).Write(point, interruption.Token);
            }
            catch (UserErrorException cause) when (cause is not StorageException)
            {
                Terminal.Error.Line($"warning: {cause.Message}");
            }
        }
    }

    private static Manifest NewManifest(
        ExperimentSpec experiment, ImmutableArray<PlannedRun> plan, ImmutableArray<ImmutableArray<PlannedRun>> stacks,
            SweepProviders providers) => new(
        experiment.Name,
        CanonicalJson.Of(experiment, providers.TrainerKind),
        providers.TrainerKind,
        providers.DeviceKind,
        providers.InstructionSet,
        Manifest.Checksum,
        DateTimeOffset.UtcNow.ToString("O"),
        [.. plan.Select(run => run.RunId)])
            {
                Stacks = Manifest.StacksOf(stacks),
            };
}
