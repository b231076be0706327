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
        var script = _folder.Write(
            "readme.py", string.Join('\n', Readme.Block("python").Append("print(curves.step.max(), len(neurons), len(layer2))")));
        // Ten random orders and four measures both ways: 48 neurons in all, 16 in layer 2, of four runs.
        Assert.Equal("48 192 136", Python.Run(_folder.Path, script).Trim());
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
