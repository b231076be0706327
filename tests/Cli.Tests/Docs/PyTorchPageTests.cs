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
        using var folder = new TemporaryFolder();
        var digits = Directory.CreateDirectory(folder["digits"]).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "digits"), "*.csv.gz"))
            File.Copy(file, Path.Combine(digits, Path.GetFileName(file)));
        var accuracy = Python(python, folder, string.Join('\n', Block("python"))).Trim();
        var words = Assert.Single(Block("sh")).Split(' ')[1..]
            .Select(word => word is "net.pt" or "logits.npz" or "mine" ? folder[word] : word).ToArray();
        var result = EngineProgram.Run([.. words, "measures.permutations=0", "ablation.random=1"]).Exits(0);
        Assert.All(
            Page.SkipWhile(line => line != "```sh").Where(line => line.StartsWith("    ", StringComparison.Ordinal)),
            line => result.Says(line.TrimEnd('…').Trim()[(line.Contains("net.pt", StringComparison.Ordinal) ? "net.pt".Length : 0)..]));
        Assert.Equal(accuracy, $"{ResultTables.Of(folder["mine"], "runs").Values<double>("test_accuracy").Single():F4}");
        // The accuracy is as good, and another eps is noticed.
        EngineProgram.Run([.. With(words, folder["again"]), "--expect-accuracy", accuracy]).Exits(0).Says($"the accuracy is {accuracy}");
        var other = With(words, folder["other"]).Select(word => word == "1e-5" ? "0.1" : word).ToArray();
        EngineProgram.Run(other).Exits(1).Says("the logits of 360 samples differ by at most", "--bn-eps");
        Assert.False(Directory.Exists(folder["other"]));
    }

    private static string[] With(string[] words, string output) => [.. words[..^1], output, "measures.permutations=0", "ablation.random=1"];

    private static string[] Block(string language) =>
        [.. Page.SkipWhile(line => line != $"```{language}").Skip(1).TakeWhile(line => line != "```")];

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
