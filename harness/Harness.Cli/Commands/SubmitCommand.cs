using System.Collections.Immutable;
using System.CommandLine;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Cli.Submitting;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;
using Harness.Specs.Json;
using Harness.Specs.Plans;

namespace Harness.Cli.Commands;

/// <summary><c>engine submit SPEC.yaml --slurm</c>, or <c>--kubernetes</c>.</summary>
internal static class SubmitCommand
{
    private const int DefaultTasks = 8, DefaultGrace = 120;

    public static Command Create(Command run, ProviderSet providers, Interruption interruption)
    {
        var spec = new Argument<string>("SPEC.yaml") { Description = "What to train, measure and ablate." }.NoOptions();
        var overrides = new Argument<string[]>("key=value")
        {
            Description = "Overrides of the spec.",
            Arity = ArgumentArity.ZeroOrMore,
        }.NoOptions();
        var slurm = new Option<bool>("--slurm") { Description = "Write a batch script and submit it as a job array." };
        var kubernetes = new Option<bool>("--kubernetes") { Description = "Write the manifest of an Indexed Job." };
        var output = new Option<string?>("--out")
        {
            Description = "Folder for the results (default runs/NAME), on storage that all tasks share.",
            HelpName = "DIR",
        };
        var array = new Option<int>("--array")
        {
            Description = "Tasks; each does its share of the runs.",
            DefaultValueFactory = _ => DefaultTasks,
            HelpName = "N",
        }.AtLeast(1);
        var throttle = new Option<int?>("--throttle")
        {
            Description = "Slurm: tasks that run at a time at most.",
            HelpName = "K",
        }.AtLeast(1);
        var cpus = new Option<int?>("--cpus") { Description = "Cores of a task.", HelpName = "N" }.AtLeast(1);
        var gpus = Text("--gpus", "GPUs of a task, e.g. 1 or a100:1.", "G");
        var memory = Text("--mem", "Main memory of a task, e.g. 16G (Kubernetes: 16Gi).", "SIZE");
        var time = Text("--time", "Longest time of a task, as Slurm writes it, e.g. 4:00:00.", "T");
        var partition = Text("--partition", "Slurm's partition.", "P");
        var account = Text("--account", "Slurm's account.", "A");
        var grace = new Option<int>("--grace")
        {
            Description = "Seconds between the signal to stop and the end of a task.",
            DefaultValueFactory = _ => DefaultGrace,
            HelpName = "S",
        }.AtLeast(1);
        var image = Text("--image", "Kubernetes: the container image.", "IMAGE");
        var claim = Text("--claim", "Kubernetes: the persistent volume claim with spec, data and results.", "NAME");
        var mount = Text("--mount", "Kubernetes: where that is mounted (default: the folder that spec and results share).", "PATH");
        var program = Text("--engine", "The engine to start, where it is not this one (Kubernetes: engine).", "PATH");
        var pass = Text("--run-options", "Options of engine run for every task, e.g. \"--trainer cuda --jobs 2\".", "WORDS");
        var dryRun = new Option<bool>("--dry-run") { Description = "Write the script and submit nothing." };
        Option<string?> data = SharedOptions.Data();
        var command = new Command("submit", "Run a spec as an array job: Slurm, or a manifest for Kubernetes.")
        {
            spec, overrides, slurm, kubernetes, output, data, array, throttle, cpus, gpus, memory, time, partition, account, grace, image,
            claim,
            mount, program, pass, dryRun,
        };
        command.SetAction(parsed => new SubmitVerb(new SubmitRequest(
            parsed.GetRequiredValue(spec), parsed.GetValue(overrides) ?? [], parsed.GetValue(slurm), parsed.GetValue(kubernetes),
            parsed.GetValue(output), parsed.GetValue(data), parsed.GetValue(array))
        {
            Throttle = parsed.GetValue(throttle),
            Cpus = parsed.GetValue(cpus),
            Gpus = parsed.GetValue(gpus),
            Memory = parsed.GetValue(memory),
            Time = parsed.GetValue(time),
            Partition = parsed.GetValue(partition),
            Account = parsed.GetValue(account),
            Grace = parsed.GetValue(grace),
            Image = parsed.GetValue(image),
            Claim = parsed.GetValue(claim),
            Mount = parsed.GetValue(mount),
            Engine = parsed.GetValue(program),
            RunOptions = parsed.GetValue(pass) ?? "",
            DryRun = parsed.GetValue(dryRun),
        }, new TaskLine(run, providers), interruption.Token).Run());
        return command;
    }

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}

/// <summary>Carries out <c>engine submit</c>. It reads the spec itself, so that mistakes are found before a job waits in a queue.</summary>
internal sealed class SubmitVerb(SubmitRequest request, TaskLine line, CancellationToken cancellation)
{
    /// <summary>Slurm's MaxArraySize by default.</summary>
    private const int LargestArray = 1001;

    public int Run()
    {
        if (request.Slurm == request.Kubernetes)
            throw new UsageException("submit needs --slurm or --kubernetes, and one of them only");
        if (SpecialFile.Is(request.Spec))
            throw new UsageException($"{request.Spec} is no regular file, and every task reads the spec again: write it into a file");
        RequireLines();
        var words = Words();
        var choices = line.Read(words[1..]);
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names], ScoreFile.Read).ReadFile(request.Spec, choices.Overrides);
        foreach (var warning in experiment.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        var folder = SharedOptions.Folder(SharedOptions.Target(request.Output ?? Path.Combine("runs", experiment.Name)));
        RequireLine("--out", folder.Path);
        RequireSlurmTakes(folder.Path);
        RequireRuns(experiment, choices, folder);
        if (request.Throttle is not null && request.Kubernetes)
            throw new UsageException("--throttle is Slurm's; a Job of Kubernetes has parallelism, to be changed in its manifest");
        var runs = experiment.Points.Length * experiment.Seeds.Length;
        var tasks = Math.Min(request.Array, runs);
        if (tasks < request.Array)
            Terminal.Error.Line($"note: {runs} runs are no more than {tasks} tasks' work; so many are asked for");
        var job = new ArrayJob(
            experiment.Name,
            request.Engine is { } engine ? [engine] : request.Kubernetes ? ["engine"] : EngineProcess.Command,
            words,
            folder.Path,
            tasks,
            request.Cpus,
            request.Gpus,
            request.Memory,
            request.Time,
            request.Partition,
            request.Account,
            request.Grace)
        {
            Throttle = request.Throttle,
        };
        return request.Slurm ? SubmitToSlurm(job, folder) : WriteManifest(job, folder);
    }

    private ImmutableArray<string> Words() =>
    [
        "run", Path.GetFullPath(request.Spec), .. request.Overrides,
        .. request.Data is { } data ? ["--data", Path.GetFullPath(data)] : Array.Empty<string>(),
        .. TaskLine.WordsOf(request.RunOptions),
    ];

    /// <summary>Refuses what each task would refuse: no plan, or a folder that holds another sweep. What the machines of the tasks choose
    /// is not known here, and is taken to be as the folder has it.</summary>
    private static void RequireRuns(ExperimentSpec experiment, TaskChoices choices, ResultFolder folder)
    {
        var begun = FolderStart.Begun(folder);
        var trainer = choices.Trainer ?? begun?.Trainer ?? "auto";
        SweepBounds.RequireSeeds(RunPlan.Create(experiment, trainer));
        begun?.RequireSame(begun with
        {
            Spec = CanonicalJson.Of(experiment, trainer),
            Trainer = trainer,
            Device = choices.Device ?? begun.Device,
            Checksums = Manifest.Checksum,
        });
    }

    /// <summary>A job's script is lines, and what is in them is run: no value may end one.</summary>
    private void RequireLines()
    {
        (string Name, string? Value)[] values =
        [
            ("SPEC.yaml", request.Spec), ("--data", request.Data), ("--gpus", request.Gpus), ("--mem", request.Memory),
            ("--time", request.Time), ("--partition", request.Partition), ("--account", request.Account), ("--image", request.Image),
            ("--claim", request.Claim), ("--mount", request.Mount), ("--engine", request.Engine),
            .. request.Overrides.Select(word => ("key=value", (string?)word)),
            ("--run-options", request.RunOptions),
        ];
        foreach (var (name, value) in values)
            RequireLine(name, value);
    }

    private static void RequireLine(string name, string? value)
    {
        if (value?.FirstOrDefault(char.IsControl) is { } letter and not '\0')
            throw new UsageException(
                $"{name} has the character U+{(int)letter:X4}, a line break or the like, in {Visible.Line(value)}: leave it out");
    }

    private void RequireSlurmTakes(string folder)
    {
        if (request.Slurm && SlurmScript.Path(folder).Contains('\\'))
            throw new UsageException($"--out {folder} has a backslash, after which Slurm names no log by its task: choose another folder");
    }

    private int SubmitToSlurm(ArrayJob job, ResultFolder folder)
    {
        if (job.Tasks > LargestArray)
            Terminal.Error.Line(
                $"note: {job.Tasks} tasks are more than Slurm takes by default (MaxArraySize {LargestArray}); scontrol show config tells "
                    + "this cluster's. Each task may do many runs: a smaller --array is as good.");
        var script = Path.Combine(folder.SubmitPath, "job.sbatch");
        var logs = Path.Combine(folder.SubmitPath, "logs");
        JobScript.Write(script, SlurmScript.Of(job, script, logs));
        Directory.CreateDirectory(logs);
        Terminal.Out.Line(
            request.DryRun
                ? $"{script} is written; submit it with: sbatch {ShellWord.Quoted(script)}"
                : Scheduler.Submit(script, cancellation));
        Terminal.Error.Line($"{job.Tasks} tasks write to {folder.Path}; how far they are: engine status {ShellWord.Quoted(folder.Path)}");
        return ExitCode.Done;
    }

    private int WriteManifest(ArrayJob job, ResultFolder folder)
    {
        if (request.Image is not { } image || request.Claim is not { } claim)
            throw new UsageException(
                "submit --kubernetes needs --image IMAGE, which has the engine, and --claim NAME, a persistent volume claim with spec, "
                    + "data and results");
        if ((request.Time ?? request.Partition ?? request.Account) is not null)
            throw new UsageException("--time, --partition and --account are Slurm's; a Job of Kubernetes has none of them");
        var mount = request.Mount ?? Common(Path.GetDirectoryName(Path.GetFullPath(request.Spec))!, folder.Path);
        var file = Path.Combine(folder.SubmitPath, "job.yaml");
        JobScript.Write(file, KubernetesManifest.Of(job, image, claim, mount));
        Terminal.Out.Line($"{file} is written; submit it with: kubectl apply -f {ShellWord.Quoted(file)}");
        return ExitCode.Done;
    }

    /// <summary>The deepest folder that both are in.</summary>
    private static string Common(string a, string b)
    {
        for (var folder = a; ; folder = Path.GetDirectoryName(folder)!)
        {
            if (Path.GetDirectoryName(folder) is null || $"{b}/".StartsWith($"{folder}/", StringComparison.Ordinal))
                return folder;
        }
    }
}

/// <summary>The arguments of <c>engine submit</c>.</summary>
internal sealed record SubmitRequest(string Spec, string[] Overrides, bool Slurm, bool Kubernetes, string? Output, string? Data, int Array)
{
    public int? Throttle { get; init; }

    public int? Cpus { get; init; }

    public string? Gpus { get; init; }

    public string? Memory { get; init; }

    public string? Time { get; init; }

    public string? Partition { get; init; }

    public string? Account { get; init; }

    public int Grace { get; init; }

    public string? Image { get; init; }

    public string? Claim { get; init; }

    public string? Mount { get; init; }

    public string? Engine { get; init; }

    public string RunOptions { get; init; } = "";

    public bool DryRun { get; init; }
}
