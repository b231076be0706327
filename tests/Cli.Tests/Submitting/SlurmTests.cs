using System.Text.Json;
using System.Text.RegularExpressions;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Submitting;

/// <summary>A sweep as a job array of a real Slurm.</summary>
public sealed partial class SlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    /// <summary>Some seconds of training, long enough to be stopped in, and a short analysis.</summary>
    private static readonly string[] Long =
        ["seeds=2", "network.hidden=[100,100]", "training.epochs=400", "training.batch_norm=true", "measures.quantizer=one-bit",
            "measures.permutations=0", "ablation.orders=[entropy]", "ablation.random=0"];

    [Fact]
    public void The_tasks_of_an_array_do_all_runs_between_them()
    {
        RequireSlurm();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["whole"]).Exits(0);
        var submitted = EngineProgram.Run(
            cluster.Environment, "submit", spec, "--slurm", "--array", "3", "--cpus", "1", "--time", "10", "--partition", "main", "--out",
            folder["out"]).Exits(0);
        var script = File.ReadAllText(folder["out/submit/job.sbatch"]);
        string[] lines =
        [
            "#SBATCH --array=0-2", "#SBATCH --cpus-per-task=1", "#SBATCH --time=10", "#SBATCH --partition=main",
            "#SBATCH --requeue", "--shard env/3 --resume",
        ];
        foreach (var line in lines)
            Assert.Contains(line, script, StringComparison.Ordinal);
        cluster.AwaitEnd(JobOf(submitted));
        Assert.Equal(3, Directory.GetFiles(folder["out/submit/logs"]).Length);
        AssertSame(folder);
        Assert.Contains("4 done, 0 failed", EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
    }

    /// <summary>Slurm reads lines of #SBATCH by rules of its own, and replaces what follows a '%'.</summary>
    [Fact]
    public void A_folder_may_have_any_name_and_some_tasks_alone_do_their_own_parts()
    {
        RequireSlurm();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        var odd = folder["a b%j'c\"d $e#f"];
        EngineProgram.Run("submit", spec, "--slurm", "--array", "4", "--throttle", "2", "--out", odd, "--dry-run").Exits(0);
        var script = Path.Combine(odd, "submit", "job.sbatch");
        Assert.Contains("#SBATCH --array=0-3%2\n", File.ReadAllText(script), StringComparison.Ordinal);
        Submit("1,3");
        var runs = JsonDocument.Parse(EngineProgram.Run("status", odd, "--json").Exits(0).Output).RootElement.GetProperty("runs");
        Assert.Equal(
            ["missing", "done", "missing", "done"], runs.EnumerateArray().Select(run => run.GetProperty("status").GetString()));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(odd, "submit", "logs")).Length);
        Submit("0,2%1");
        Assert.Contains("4 done, 0 failed", EngineProgram.Run("status", odd).Exits(0).Output, StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(odd, "submit", "logs")).Length);

        void Submit(string array) => cluster.AwaitEnd(cluster.Ask("sbatch", $"--array={array}", script).Split(' ')[^1]);
    }

    [Theory]
    [InlineData("USR1")]
    [InlineData("TERM")]
    public void A_task_that_is_told_to_stop_is_requeued_and_goes_on_from_its_checkpoint(string signal)
    {
        RequireSlurm();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run(["run", spec, "--out", folder["whole"], .. Long]).Exits(0);
        var job = JobOf(
            EngineProgram.Run(
                cluster.Environment,
                ["submit", spec, .. Long, "--slurm", "--array", "1", "--cpus", "2", "--run-options", "--checkpoint 0", "--out",
                    folder["out"]]).Exits(0));
        cluster.Await(() => Checkpoints(folder) > 0, "a checkpoint in training");
        cluster.Ask("scancel", "--batch", $"--signal={signal}", $"{job}_0");
        cluster.Await(() => Restarts(job) == 1, "the task's second start");
        cluster.AwaitEnd(job);
        Assert.Contains(
            "stopped; what is finished is saved", string.Concat(Directory.GetFiles(folder["out/submit/logs"]).Select(File.ReadAllText)),
            StringComparison.Ordinal);
        AssertSame(folder);
    }

    [Fact]
    public void A_task_that_is_cancelled_stays_so()
    {
        RequireSlurm();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        var job = JobOf(
            EngineProgram.Run(
                cluster.Environment, "submit", spec, "training.epochs=1000000", "--slurm", "--array", "1", "--out", folder["out"])
                    .Exits(0));
        cluster.Await(() => Directory.Exists(folder["out/claims"]), "a run in hand");
        cluster.Ask("scancel", job);
        cluster.AwaitEnd(job);
        Assert.Equal("JobState=CANCELLED", StateOf().Match(cluster.Ask("scontrol", "show", "job", $"{job}_0", "--oneliner")).Value);
        Assert.Equal(0, Restarts(job));
        // The engine had time for its checkpoint: the sweep can be gone on with.
        Assert.True(Checkpoints(folder) > 0);
    }

    [Fact]
    public void What_sbatch_refuses_is_an_error_in_its_words()
    {
        RequireSlurm();
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            cluster.Environment, "submit", folder.Write("spec.yaml", SpecTexts.Digits), "--slurm", "--partition", "nowhere", "--out",
            folder["out"])
            .Exits(1).Says("sbatch refused", "partition");
    }

    private static void AssertSame(TemporaryFolder folder)
    {
        Directory.Delete(folder["out/submit"], recursive: true);
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    private static string JobOf(EngineResult submitted) => Number().Match(submitted.Output).Value;

    private static int Checkpoints(TemporaryFolder folder) =>
        Directory.Exists(folder["out/checkpoints"]) ? Directory.GetFiles(folder["out/checkpoints"], "*.checkpoint").Length : 0;

    private int Restarts(string job) =>
        int.Parse(RestartsOf().Match(cluster.Ask("scontrol", "show", "job", $"{job}_0", "--oneliner")).Groups[1].Value);

    private void RequireSlurm() => Witness.Require(cluster.MissingReason is null, cluster.MissingReason ?? "");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"Restarts=(\d+)")]
    private static partial Regex RestartsOf();

    [GeneratedRegex(@"JobState=\w+")]
    private static partial Regex StateOf();
}
