using System.CommandLine;
using System.CommandLine.Completions;
using Engine;
using Harness.Cli.Providers;
using Harness.Runs.Execution;
using Harness.Runs.Leases;
using Harness.Runs.Logs;
using Harness.Specs.Keys;

namespace Harness.Cli.Commands;

/// <summary><c>engine run SPEC.yaml</c>.</summary>
internal static class RunCommand
{
    private const string ShardHelp =
        "Do part i of n of the plan, i from 0. Processes with different i share one folder and start in any order: "
        + "each joins it if it holds the same sweep and nothing of its own part; --resume for what was begun. env takes i and n from the "
        + "scheduler's variables (Slurm, SGE, LSF, AWS Batch; for PBS and Kubernetes env/n).";

    private const string ResumeHelp =
        "Finish what was begun in the folder; what is done is kept, what failed is tried again. Processes that are given it share the "
            + "runs of one folder.";

    private const string ExtendHelp =
        "Add the points and seeds that the spec has gained to the sweep in the folder, and do what is not done. Anything else that differs "
            + "is an error.";

    private const string StackHelp =
        "Runs of one shape that train together at most; the folder keeps to it. By default the trainer's choice: "
        + "simd trains each run alone.";

    public static Command Create(ProviderSet providers, Interruption interruption)
    {
        var spec = new Argument<string>("SPEC.yaml") { Description = "What to train, measure and ablate." }.NoOptions();
        var overrides = new Argument<string[]>("key=value")
        {
            Description = "Overrides of the spec, e.g. training.l2=1e-3.",
            HelpName = "key=value",
            Arity = ArgumentArity.ZeroOrMore,
        }.NoOptions();
        overrides.CompletionSources.Add(_ => SpecKeys.All.Select(key => new CompletionItem($"{key.Path}=")));
        var output = new Option<string?>("--out") { Description = "Folder for the results (default runs/NAME).", HelpName = "DIR" };
        var trainer = new Option<string>("--trainer")
        {
            Description = "What trains; engine devices lists them. cuda:0,1 or cuda:all shares the runs out over several GPUs.",
            DefaultValueFactory = _ => "auto",
            HelpName = "NAME",
        }.WithWords(() => providers.TrainerWords);
        var stack = new Option<int?>("--stack") { Description = StackHelp, HelpName = "N" }.AtLeast(1);
        var jobs = new Option<int?>("--jobs")
        {
            Description = "Stacks of runs at a time on each device (default: cores by devices; one where a GPU trains).",
            HelpName = "N",
        }.AtLeast(1);
        var shard = new Option<string?>("--shard") { Description = ShardHelp, HelpName = "i/n" };
        var failFast = new Option<bool>("--fail-fast") { Description = "Stop at the first run that fails." };
        var checkpoint = new Option<int>("--checkpoint")
        {
            Description = "Seconds of training between checkpoints; 0 for one after every epoch.",
            DefaultValueFactory = _ => (int)SweepOptions.DefaultCheckpointInterval.TotalSeconds,
            HelpName = "S",
        }.AtLeast(0);
        var lease = new Option<int>("--lease")
        {
            Description = "Seconds without a sign of life after which a run in the hands of another host's process is taken over; a day at "
                + "most.",
            DefaultValueFactory = _ => (int)SweepOptions.DefaultLease.TotalSeconds,
            HelpName = "S",
        }.AtLeast(1);
        var log = new Option<string?>("--log")
        {
            Description = "Write each run's epochs to DIR/logs as they end: csv, or tensorboard's event files. For watching; no results.",
            HelpName = "FORMAT",
        };
        log.CompletionSources.Add(SharedOptions.Words<LogFormat>());
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the plan and stop." };
        Option<string?> data = SharedOptions.Data();
        Option<string> device = SharedOptions.Device(providers);
        Option<int> memory = SharedOptions.Memory().AtLeast(1), threads = SharedOptions.Threads().AtLeast(1);
        var resume = new Option<bool>("--resume") { Description = ResumeHelp };
        var extend = new Option<bool>("--extend") { Description = ExtendHelp };
        Option<bool> json = SharedOptions.Json(), quiet = SharedOptions.Quiet();
        var command = new Command("run", "Run a spec: train, measure every hidden neuron, ablate, store.")
        {
            spec, overrides, output, data, trainer, device, stack, jobs, threads, memory, shard, resume, extend, failFast, checkpoint,
            lease, log, dryRun, json, quiet,
        };
        command.SetAction(parsed => new RunVerb(
            providers,
            new RunRequest(
                parsed.GetRequiredValue(spec),
                parsed.GetValue(overrides) ?? [],
                parsed.GetValue(output),
                parsed.GetValue(data),
                parsed.GetRequiredValue(trainer),
                parsed.GetRequiredValue(device),
                parsed.GetValue(stack),
                parsed.GetValue(jobs),
                parsed.GetValue(threads),
                (long)parsed.GetValue(memory) << 20,
                Shard.Parse(parsed.GetValue(shard), Environment.GetEnvironmentVariable),
                parsed.GetValue(resume),
                parsed.GetValue(extend),
                parsed.GetValue(failFast),
                TimeSpan.FromSeconds(parsed.GetValue(checkpoint)),
                LeaseOf(parsed.GetValue(lease)),
                parsed.GetValue(log) is { } format ? SharedOptions.Word<LogFormat>("--log", format) : null,
                parsed.GetValue(dryRun),
                parsed.GetValue(json),
                parsed.GetValue(quiet)),
            interruption).Run());
        return command;
    }

    private static TimeSpan LeaseOf(int seconds) => TimeSpan.FromSeconds(seconds) is var lease && lease <= Lease.MostLength
        ? lease
        : throw new UsageException($"--lease is {seconds}; it must be at most {Lease.MostLength.TotalSeconds:0} s, a day.");
}

/// <summary>The arguments of <c>engine run</c>.</summary>
internal sealed record RunRequest(
    string Spec,
    string[] Overrides,
    string? Output,
    string? Data,
    string Trainer,
    string Device,
    int? Stack,
    int? Jobs,
    int Threads,
    long Memory,
    Shard Shard,
    bool Resume,
    bool Extend,
    bool FailFast,
    TimeSpan CheckpointInterval,
    TimeSpan Lease,
    LogFormat? Log,
    bool DryRun,
    bool Json,
    bool Quiet);
