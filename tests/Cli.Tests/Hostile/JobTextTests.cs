using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Values that would become lines of their own in a job's script, which are run.</summary>
public class JobTextTests
{
    [Theory]
    [InlineData("--slurm", "--partition", "main\nrm -rf ~")]
    [InlineData("--slurm", "--account", "a\r\nb")]
    [InlineData("--slurm", "--mem", "1G\n#SBATCH --uid=0")]
    [InlineData("--slurm", "--time", "1\n2")]
    [InlineData("--slurm", "--gpus", "1\n")]
    [InlineData("--slurm", "--engine", "engine\ntouch x")]
    [InlineData("--slurm", "--data", "d\nx")]
    [InlineData("--slurm", "--run-options", "--jobs\n2")]
    [InlineData("--kubernetes", "--image", "i\n  command: [sh]")]
    [InlineData("--kubernetes", "--claim", "c\u0085d")]
    [InlineData("--kubernetes", "--mount", "/m\n")]
    public void A_value_with_a_line_break_is_refused_by_name_and_nothing_is_written(string target, string option, string value)
    {
        using var folder = new TemporaryFolder();
        string[] submit = ["submit", folder.Write("spec.yaml", SpecTexts.Digits), target, "--dry-run", "--out", folder["out"]];
        var error = EngineProgram.Run([.. submit, option, value]).Exits(2).Says($"error: {option} has the character U+00").Error;
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void So_is_a_folder_with_one_and_for_Slurm_one_with_a_backslash()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a backslash parts folders there");
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("submit", spec, "--slurm", "--dry-run", "--out", folder["a\nb"]).Exits(2).Says("--out has the character U+000A");
        EngineProgram.Run("submit", spec, "--slurm", "--dry-run", "--out", folder["a\\b"]).Exits(2).Says("has a backslash");
        Assert.Single(Directory.GetFileSystemEntries(folder[""]));
    }

    [Fact]
    public void More_tasks_than_Slurm_takes_by_default_are_told()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "submit", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=2000", "sweep={}", "--slurm", "--array", "1002", "--dry-run",
            "--out", folder["out"]).Exits(0).Says("1002 tasks are more than Slurm takes by default (MaxArraySize 1001)");
    }
}
