using Cli.Tests.Support;

namespace Cli.Tests.Docs;

/// <summary>The documented pandas code runs as it is, on a real sweep.</summary>
public sealed class PandasTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_block_of_the_README()
    {
        Sweep();
        string[] module =
        [
            "import torch", "torch.manual_seed(1)",
            "module = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))",
            "x, y = torch.randn(300, 6), torch.arange(300) % 3",
        ];
        var script = _folder.Write(
            "readme.py", string.Join(
                '\n',
                [
                    .. module, .. Readme.Block("python"),
                    "print(len(results.neurons), len(results.curve('layer-1')), curves.step.max(), len(layer2))",
                ]));
        // Steps 0 to 8 of the module's 8 neurons; of the sweep's four runs 48 neurons in all, 16 in layer 2.
        Assert.Equal("8 9 48 136", Python.RunWithEngine(_folder, script).Trim());
    }

    [Fact]
    public void The_script_of_the_figures()
    {
        Sweep();
        var said = Python.Run(
            _folder.Path, Path.Combine(RepositoryRoot.Path, "harness", "python", "engine", "figures.py"), "artifacts/demo", "--out",
            "figures");
        string[] drawn =
            [.. Directory.GetFiles(_folder["figures"]).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];
        Assert.Equal(["ablation", "histogram", "inactive", "insights", "learning", "neurons"], drawn);
        Assert.Contains("no figure boundary: no table boundary", said, StringComparison.Ordinal);
        Assert.All(drawn, name => Assert.InRange(new FileInfo(_folder[$"figures/{name}.png"]).Length, 5_000, 5_000_000));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Where the README says that the demo's is.</summary>
    private void Sweep() =>
        EngineProgram.Run(
            "run", Path.Combine(RepositoryRoot.Path, "harness", "experiments", "quick.yaml"), "--out", _folder["artifacts/demo"], "--quiet")
                .Exits(0);
}
