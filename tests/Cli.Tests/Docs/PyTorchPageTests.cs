using System.Diagnostics;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Docs;

/// <summary>The page for those who come from PyTorch does what it says.</summary>
public class PyTorchPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "harness", "docs", "pytorch.md"));

    [Fact]
    public void Its_network_is_analyzed_by_its_command_with_its_output()
    {
        var python = PythonWitness.Require("torch", "numpy");
        using var folder = WithDigits();
        var accuracy = Python(python, folder, string.Join('\n', Blocks("python")[0])).Trim();
        var words = Words(folder, 0, "net.pt", "logits.npz", "mine");
        var result = EngineProgram.Run([.. words, "measures.permutations=0", "ablation.random=1"]).Exits(0);
        Assert.All(
            Output(section: 0),
            line => result.Says(line.TrimEnd('…').Trim()[(line.Contains("net.pt", StringComparison.Ordinal) ? "net.pt".Length : 0)..]));
        Assert.Equal(accuracy, $"{ResultTables.Of(folder["mine"], "runs").Values<double>("test_accuracy").Single():F4}");
        // The accuracy is as good, and another eps is noticed.
        EngineProgram.Run([.. With(words, folder["again"]), "--expect-accuracy", accuracy]).Exits(0).Says($"the accuracy is {accuracy}");
        var other = With(words, folder["other"]).Select(word => word == "1e-5" ? "0.1" : word).ToArray();
        EngineProgram.Run(other).Exits(1).Says("the logits of 360 samples differ by at most", "--bn-eps");
        Assert.False(Directory.Exists(folder["other"]));
    }

    [Fact]
    public void Its_series_of_checkpoints_is_analyzed_by_its_command_and_read_by_its_code()
    {
        var python = PythonWitness.Require("torch", "numpy");
        using var folder = WithDigits();
        var scripts = Blocks("python");
        Python(python, folder, string.Join('\n', [.. scripts[0], .. scripts[1]]));
        var words = Words(folder, 1, "step-*.pt", "series");
        var result = EngineProgram.Run([.. words, "measures.permutations=0", "ablation.random=1"]).Exits(0);
        Assert.All(
            Output(section: 1),
            line => result.Says(line.Replace("step-", folder["step-"], StringComparison.Ordinal).TrimEnd('…').Trim()));
        var runs = Directory.GetFiles(folder["series/runs"]).Select(file => ResultTables.Read(file).Table)
            .OrderBy(run => run.Values<long>("step").Single()).ToArray();
        Assert.Equal([0, 30, 60], runs.Select(run => run.Values<long>("step").Single()));
        // Training teaches.
        double[] accuracies = [.. runs.Select(run => run.Values<double>("test_accuracy").Single())];
        Assert.True(accuracies[0] < accuracies[1] && accuracies[1] < accuracies[2], string.Join(", ", accuracies));
        EngineProgram.Run("rank", folder["series"], "step_60").Exits(0);
        var table = Cli.Tests.Support.Python.Run(folder[""], folder.Write("read.py", string.Join('\n', scripts[2])));
        Assert.Equal(["0", "30", "60"], table.Trim().Split('\n')[2..].Select(line => line.Split(' ')[0]));
    }

    private static TemporaryFolder WithDigits()
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "digits"), "*.csv.gz"))
            File.Copy(file, Path.Combine(Directory.CreateDirectory(folder["digits"]).FullName, Path.GetFileName(file)));
        return folder;
    }

    private static string[] With(string[] words, string output) => [.. words[..^1], output, "measures.permutations=0", "ablation.random=1"];

    /// <summary>The words of a command of the page, with the files that are in the folder.</summary>
    private static string[] Words(TemporaryFolder folder, int command, params string[] files) =>
        [.. Assert.Single(Blocks("sh")[command]).Split(' ')[1..].Select(word => files.Contains(word) ? folder[word] : word)];

    /// <summary>The blocks of a language, each line by line.</summary>
    private static string[][] Blocks(string language) =>
        [.. Enumerable.Range(0, Page.Length).Where(at => Page[at] == $"```{language}")
            .Select(at => Page.Skip(at + 1).TakeWhile(line => line != "```").ToArray())];

    /// <summary>The lines of the page that its command is to say, which are set in after it.</summary>
    private static IEnumerable<string> Output(int section)
    {
        var command = Enumerable.Range(0, Page.Length).Where(at => Page[at] == "```sh").ElementAt(section);
        return Page.Skip(command).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal) && line != "```python")
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal));
    }

    private static string Python(string python, TemporaryFolder folder, string script)
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-B", folder.Write("page.py", script)])
        {
            WorkingDirectory = folder[""],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
