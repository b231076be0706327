using System.CommandLine;
using Harness.Cli.Providers;

namespace Harness.Cli.Commands;

/// <summary><c>engine submit SPEC.yaml --slurm</c>, or <c>--kubernetes</c>.</summary>
internal static class SubmitCommand
{
    private const int DefaultTasks = 8, DefaultGrace = 120;

    public static Command Create(ProviderSet providers)
    {
        var spec = new Argument<string>("SPEC.yaml") { Description = "What to train, measure and ablate." }.NoOptions();
        var overrides = new Argument<string[]>("key=value") { Description = "Overrides of the spec.", Arity = ArgumentArity.ZeroOrMore }.NoOptions();
        var slurm = new Option<bool>("--slurm") { Description = "Write a batch script and submit it as a job array." };
        var kubernetes = new Option<bool>("--kubernetes") { Description = "Write the manifest of an Indexed Job." };
        var output = new Option<string?>("--out") { Description = "Folder for the results (default runs/NAME), on storage that all tasks share.", HelpName = "DIR" };
        var array = new Option<int>("--array") { Description = "Tasks; each does its share of the runs.", DefaultValueFactory = _ => DefaultTasks, HelpName = "N" }.AtLeast(1);
        var cpus = new Option<int?>("--cpus") { Description = "Cores of a task.", HelpName = "N" }.AtLeast(1);
        var gpus = Text("--gpus", "GPUs of a task, e.g. 1 or a100:1.", "G");
        var memory = Text("--mem", "Main memory of a task, e.g. 16G (Kubernetes: 16Gi).", "SIZE");
        var time = Text("--time", "Longest time of a task, as Slurm writes it, e.g. 4:00:00.", "T");
        var partition = Text("--partition", "Slurm's partition.", "P");
        var account = Text("--account", "Slurm's account.", "A");
        var grace = new Option<int>("--grace") { Description = "Seconds between the signal to stop and the end of a task.", DefaultValueFactory = _ => DefaultGrace, HelpName = "S" }.AtLeast(1);
        var image = Text("--image", "Kubernetes: the container image.", "IMAGE");
        var claim = Text("--claim", "Kubernetes: the persistent volume claim with spec, data and results.", "NAME");
        var mount = Text("--mount", "Kubernetes: where that is mounted (default: the folder that spec and results share).", "PATH");
        var program = Text("--engine", "The engine to start, where it is not this one (Kubernetes: engine).", "PATH");
        var pass = Text("--run-options", "Options of engine run for every task, e.g. \"--trainer cuda --jobs 2\".", "WORDS");
        var dryRun = new Option<bool>("--dry-run") { Description = "Write the script and submit nothing." };
        Option<string?> data = SharedOptions.Data();
        var command = new Command("submit", "Run a spec as an array job: Slurm, or a manifest for Kubernetes.")
        {
            spec, overrides, slurm, kubernetes, output, data, array, cpus, gpus, memory, time, partition, account, grace, image, claim, mount, program, pass, dryRun,
        };
        command.SetAction(parsed => new SubmitVerb(new SubmitRequest(
            parsed.GetRequiredValue(spec), parsed.GetValue(overrides) ?? [], parsed.GetValue(slurm), parsed.GetValue(kubernetes), parsed.GetValue(output), parsed.GetValue(data), parsed.GetValue(array))
        {
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
            RunOptions = (parsed.GetValue(pass) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            DryRun = parsed.GetValue(dryRun),
        }, providers).Run());
        return command;
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };
}
