using System.Diagnostics;
using System.Globalization;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Docs;

/// <summary>The page on measuring any network does as it says.</summary>
public sealed class MeasurePageTests
{
    [Fact]
    public void The_hook_saves_what_measure_reads()
    {
        var python = PythonWitness.Require("torch", "numpy");
        using var folder = new TemporaryFolder();
        var page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "harness", "docs", "measure.md"));
        string[] before =
        [
            "import numpy, torch", "torch.manual_seed(0)", "net = torch.nn.Sequential()",
            "net.add_module('conv', torch.nn.Conv2d(1, 3, 2))",
            "net.add_module('relu', torch.nn.ReLU())", "x, y = torch.randn(40, 1, 5, 4), torch.arange(40) % 4",
        ];
        var block = page.SkipWhile(line => line != "```python").Skip(1).TakeWhile(line => line != "```");
        string[] after = ["print(*(numpy.concatenate(outputs).max((2, 3)) > 0).sum(0))"];
        var start = new ProcessStartInfo(python, ["-B", folder.Write("hook.py", string.Join('\n', [.. before, .. block, .. after]))])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var active = process.StandardOutput.ReadToEnd().Split().Where(word => word.Length > 0).Select(int.Parse).ToArray();
        process.WaitForExit();
        Assert.Equal((0, 3), (process.ExitCode, active.Length));
        EngineProgram.Run(
            "measure", "--activations", folder["relu.npy"], "--reduce", "max", "--labels", folder["y.npy"], "--out", folder["runs/any"])
            .Exits(0);
        var neurons = ResultTables.Of(folder["runs/any"], "neurons");
        Assert.Equal(
            active.Select(count => count / 40.0),
            Enumerable.Range(0, neurons.Rows)
                .Select(row => double.Parse(neurons["fraction_active"].Cell(row)!, CultureInfo.InvariantCulture)));
    }
}
