using System.Diagnostics;
using System.Globalization;
using Cli.Tests.Support;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Docs;

/// <summary>The page on measuring any network does as it says.</summary>
public sealed class MeasurePageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "harness", "docs", "measure.md"));

    [Fact]
    public void The_hook_saves_what_measure_reads()
    {
        using var folder = new TemporaryFolder();
        string[] before =
        [
            "import numpy, torch", "torch.manual_seed(0)", "net = torch.nn.Sequential()",
            "net.add_module('conv', torch.nn.Conv2d(1, 3, 2))",
            "net.add_module('relu', torch.nn.ReLU())", "x, y = torch.randn(40, 1, 5, 4), torch.arange(40) % 4",
        ];
        var printed = RunBlock(
            folder, "outputs = []", before, ["print(*(numpy.concatenate(outputs).max((2, 3)) > 0).sum(0))"]);
        var active = printed.Split().Where(word => word.Length > 0).Select(int.Parse).ToArray();
        Assert.Equal(3, active.Length);
        EngineProgram.Run(
            "measure", "--activations", folder["relu.npy"], "--reduce", "max", "--labels", folder["y.npy"], "--out", folder["runs/any"])
            .Exits(0);
        Assert.Equal(active.Select(count => count / 40.0), Numbers(ResultTables.Of(folder["runs/any"], "neurons"), "fraction_active"));
    }

    [Fact]
    public void A_head_is_ablated_as_PyTorch_does()
    {
        using var folder = new TemporaryFolder();
        string[] before =
        [
            "import numpy, torch", "torch.manual_seed(0)", "net = torch.nn.Sequential()",
            "net.add_module('conv', torch.nn.Conv2d(1, 6, 2))", "net.add_module('gelu', torch.nn.GELU())",
            "net.add_module('pool', torch.nn.AdaptiveAvgPool2d(1))", "net.add_module('flatten', torch.nn.Flatten())",
            "net.add_module('fc', torch.nn.Linear(6, 4))", "x, y = torch.randn(200, 1, 5, 4), torch.arange(200) % 4",
        ];
        // Right answers of the whole network, each feature in turn set to 0 in PyTorch's own forward pass.
        string[] after =
        [
            "right = lambda: (net(x).argmax(1) == y).sum().item()", "found = [right()]", "for neuron in range(6):",
            "    def remove(module, inputs): inputs[0][:, neuron] = 0",
            "    hook = net.fc.register_forward_pre_hook(remove); found.append(right()); hook.remove()", "print(*found)",
        ];
        var right = RunBlock(folder, "features = []", before, ["with torch.no_grad():", .. after.Select(line => "    " + line)])
            .Split().Where(word => word.Length > 0).Select(int.Parse).ToArray();
        var line = Page.Single(text => text.StartsWith("    engine measure --activations cnn", StringComparison.Ordinal));
        string[] words = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        EngineProgram.Run([
            .. words.Select(word => word.Contains('.') || word.Contains('/') ? folder[word] : word), "measures.permutations=0",
            "ablation.random=1"]).Exits(0).Says("as expected: the logits of 200 samples differ by at most", "some outputs are below 0");
        var found = ResultTables.Of(folder["runs/cnn"], "neurons");
        Assert.Equal(
            right.Skip(1).Select(count => (double)right[0] / 200 - (double)count / 200), Numbers(found, "single_drop"),
            (first, second) => Math.Abs(first - second) < 1e-12);
    }

    private static IEnumerable<double> Numbers(Table table, string column) =>
        Enumerable.Range(0, table.Rows).Select(row => double.Parse(table[column].Cell(row)!, CultureInfo.InvariantCulture));

    /// <summary>Runs the block of the page that begins so.</summary>
    /// <returns>What it prints.</returns>
    private static string RunBlock(TemporaryFolder folder, string first, string[] before, string[] after)
    {
        var python = PythonWitness.Require("torch", "numpy");
        var block = Page.SkipWhile(line => line != first).TakeWhile(line => line != "```");
        var start = new ProcessStartInfo(python, ["-B", folder.Write("hook.py", string.Join('\n', [.. before, .. block, .. after]))])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return printed;
    }
}
