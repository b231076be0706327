using System.Collections.Immutable;
using System.Text;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Cli.Submitting;
using Harness.Data;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>Carries out <c>engine submit</c>: the spec is read here, so that its mistakes are told before anything waits in a queue.</summary>
internal sealed class SubmitVerb(SubmitRequest request, ProviderSet providers)
{
    public int Run()
    {
        if (request.Slurm == request.Kubernetes)
            throw new UsageException("submit needs --slurm or --kubernetes, and one of them only");
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadFile(request.Spec, request.Overrides);
        foreach (var warning in experiment.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        var folder = new ResultFolder(Path.GetFullPath(request.Output ?? Path.Combine("runs", experiment.Name)), providers.Tables("auto"));
        var runs = experiment.Points.Length * experiment.Seeds.Length;
        var tasks = Math.Min(request.Array, runs);
        if (tasks < request.Array)
            Terminal.Error.Line($"note: {runs} runs are no more than {tasks} tasks' work; so many are asked for");
        var job = new ArrayJob(
            experiment.Name,
            request.Engine is { } engine ? [engine] : request.Kubernetes ? ["engine"] : EngineProcess.Command,
            Words(),
            folder.Path,
            tasks,
            request.Cpus,
            request.Gpus,
            request.Memory,
            request.Time,
            request.Partition,
            request.Account,
            request.Grace);
        return request.Slurm ? SubmitToSlurm(job, folder) : WriteManifest(job, folder);
    }

    private ImmutableArray<string> Words() =>
    [
        "run", Path.GetFullPath(request.Spec), .. request.Overrides, .. request.Data is { } data ? ["--data", Path.GetFullPath(data)] : Array.Empty<string>(), .. request.RunOptions,
    ];

    private int SubmitToSlurm(ArrayJob job, ResultFolder folder)
    {
        var script = Path.Combine(folder.SubmitPath, "job.sbatch");
        var logs = Path.Combine(folder.SubmitPath, "logs");
        Write(script, SlurmScript.Of(job, script, logs));
        Directory.CreateDirectory(logs);
        Terminal.Out.Line(request.DryRun ? $"{script} is written; submit it with: sbatch {ShellWord.Quoted(script)}" : Scheduler.Submit(script));
        Terminal.Error.Line($"{job.Tasks} tasks write to {folder.Path}; how far they are: engine status {ShellWord.Quoted(folder.Path)}");
        return ExitCode.Done;
    }

    private int WriteManifest(ArrayJob job, ResultFolder folder)
    {
        if (request.Image is not { } image || request.Claim is not { } claim)
            throw new UsageException("submit --kubernetes needs --image IMAGE, which has the engine, and --claim NAME, a persistent volume claim with spec, data and results");
        if ((request.Time ?? request.Partition ?? request.Account) is not null)
            throw new UsageException("--time, --partition and --account are Slurm's; a Job of Kubernetes has none of them");
        var mount = request.Mount ?? Common(Path.GetDirectoryName(Path.GetFullPath(request.Spec))!, folder.Path);
        var file = Path.Combine(folder.SubmitPath, "job.yaml");
        Write(file, KubernetesManifest.Of(job, image, claim, mount));
        Terminal.Out.Line($"{file} is written; submit it with: kubectl apply -f {ShellWord.Quoted(file)}");
        return ExitCode.Done;
    }

    private static void Write(string path, string text) => WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

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
