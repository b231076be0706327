using Cli.Tests.Support;
using Harness.Cli.Submitting;

namespace Cli.Tests.Submitting;

/// <summary>The files that submit writes, and the requests that it refuses, without a scheduler.</summary>
public sealed class SubmitTests
{
    [Theory]
    [InlineData("--slurm or --kubernetes")]
    [InlineData("--slurm or --kubernetes", "--slurm", "--kubernetes")]
    [InlineData("needs --image IMAGE", "--kubernetes")]
    [InlineData("are Slurm's", "--kubernetes", "--image", "engine:1", "--claim", "work", "--time", "10")]
    [InlineData("training.l3", "--slurm", "training.l3=1")]
    [InlineData("--array is 0", "--slurm", "--array", "0")]
    [InlineData("--run-options: there is no option --trainr; did you mean --trainer?", "--slurm", "--run-options", "--trainr simd")]
    [InlineData("training.l3", "--slurm", "--run-options", "training.l3=1")]
    public void A_mistake_is_told_before_anything_is_written(string message, params string[] more)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(["submit", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], .. more]).Exits(2).Says(message);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void The_script_is_sound_bash_with_words_quoted_and_no_more_tasks_than_runs()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("my spec's.yaml", SpecTexts.Digits);
        EngineProgram.Run(
            "submit", spec, "training.optimizer=adam", "sweep={training.l2: [0, 1e-4]}", "seeds=1", "--slurm", "--array", "9", "--gpus",
            "a100:1", "--account", "lab", "--mem", "8G", "--dry-run", "--out", folder["out"])
            .Exits(0).Says("note: 2 runs are no more than 2 tasks' work", "engine status");
        var script = folder["out/submit/job.sbatch"];
        var text = File.ReadAllText(script);
        string[] lines =
        [
            "--array=0-1", "--gres=gpu:a100:1", "--account=lab", "--mem=8G", "--signal=B:USR1@120",
            "'sweep={training.l2: [0, 1e-4]}'", "spec'\\''s.yaml'",
        ];
        foreach (var line in lines)
            Assert.Contains(line, text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(0, Shell("-n", script));
        // The files that submit leaves do not make the folder one that is begun.
        EngineProgram.Run("run", spec, "training.epochs=1", "--out", folder["out"], "--quiet").Exits(0);
    }

    [Fact]
    public void A_folder_that_the_tasks_could_not_go_on_with_is_refused_as_by_run()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        string[] sweep = ["seeds=1", "training.epochs=1", "ablation.random=1"];
        EngineProgram.Run(["run", spec, .. sweep, "--trainer", "simd", "--out", folder["out"], "--quiet"]).Exits(0);
        Submit("out", ["seeds=2"]).Exits(2).Says("holds another sweep", "seeds: [0] → [0, 1]");
        Submit("out", [], "--trainer torch-cpu").Exits(2).Says("holds another sweep", "trainer: simd → torch-cpu");
        Submit("out", [], "--device ilgpu-cpu").Exits(2).Says("holds another sweep", "device: simd → ilgpu-cpu");
        folder.Write("mine/notes.txt", "mine");
        Submit("mine", []).Exits(2).Says("manifest.json is missing", "Choose another folder");
        Assert.False(Directory.Exists(folder["out/submit"]) || Directory.Exists(folder["mine/submit"]));
        // The same sweep may be gone on with; nothing is known of a task's processor here.
        Submit("out", []).Exits(0);

        EngineResult Submit(string name, string[] more, string options = "--jobs 2") => EngineProgram.Run(
            ["submit", spec, .. sweep, .. more, "--slurm", "--dry-run", "--out", folder[name], "--run-options", options]);
    }

    [Theory]
    [InlineData("Fashion L2", "engine-fashion-l2")]
    [InlineData("a--", "engine-a")]
    [InlineData(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "engine-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_job_has_a_name_that_Kubernetes_takes(string name, string expected)
    {
        Assert.Equal(expected, KubernetesManifest.NameOf(name));
        Assert.Matches("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", KubernetesManifest.NameOf(name));
    }

    private static int Shell(params string[] arguments)
    {
        using var bash = System.Diagnostics.Process.Start("bash", arguments);
        bash.WaitForExit();
        return bash.ExitCode;
    }
}
