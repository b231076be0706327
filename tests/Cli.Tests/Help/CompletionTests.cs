using System.Diagnostics;
using Cli.Tests.Support;

namespace Cli.Tests.Help;

public class CompletionTests
{
    [Theory]
    [InlineData("engine re", "report")]
    [InlineData("engine run spec.yaml --dev", "--device")]
    [InlineData("engine run spec.yaml training.l", "training.l2=")]
    [InlineData("engine completion b", "bash")]
    [InlineData("engine run spec.yaml --device ilgpu-o", "ilgpu-opencl")]
    [InlineData("engine run spec.yaml --trainer torch-c", "torch-cuda")]
    [InlineData("engine analyze --device si", "simd")]
    [InlineData("engine analyze --activation ge", "gelu-tanh")]
    [InlineData("engine analyze --dataset fa", "fashion-mnist")]
    [InlineData("engine data get dig", "digits")]
    [InlineData("engine run spec.yaml --log tens", "tensorboard")]
    [InlineData("engine help rep", "report")]
    public void The_engine_answers_with_words_that_go_on(string line, string word) =>
        Assert.Contains(word, EngineProgram.Run($"[suggest:{line.Length}]", line).Exits(0).Output.Split('\n'));

    [Theory]
    [InlineData("explain")]
    [InlineData("rank")]
    [InlineData("prune")]
    [InlineData("activations")]
    public void The_ids_of_a_folders_runs_go_on(string verb)
    {
        using var folder = new TemporaryFolder();
        folder.Write("out/runs/first-s0.parquet", "");
        var line = $"engine {verb} {folder["out"]} fir";
        Assert.Contains("first-s0", EngineProgram.Run($"[suggest:{line.Length}]", line).Exits(0).Output.Split('\n'));
        // Where there is no such folder nothing goes on, and that is no error.
        line = $"engine {verb} {folder["nowhere"]} fir";
        Assert.DoesNotContain("first-s0", EngineProgram.Run($"[suggest:{line.Length}]", line).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bash_asks_it_and_takes_what_fits()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no bash");
        using var folder = new TemporaryFolder();
        var script = folder.Write("complete.bash", EngineProgram.Run("completion", "bash").Exits(0).Output);
        var asked =
            $"engine() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "engine.dll")}' \"$@\"; }}; source '{script}'; "
                + $"COMP_WORDS=(engine sta); COMP_CWORD=1; COMP_LINE='engine sta'; COMP_POINT=10; _engine; echo \"${{COMPREPLY[@]}}\"";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", asked]) { RedirectStandardOutput = true })!;
        Assert.Equal("status", bash.StandardOutput.ReadToEnd().Trim());
    }

    [Theory]
    [InlineData("zsh", "compdef _engine engine")]
    [InlineData("fish", "complete -c engine")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName engine")]
    public void Other_shells_have_a_script_of_their_own(string shell, string registration) =>
        Assert.Contains(registration, EngineProgram.Run("completion", shell).Exits(0).Output, StringComparison.Ordinal);
}
