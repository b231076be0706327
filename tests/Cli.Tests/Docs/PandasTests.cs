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

    /// <summary>Two quantizers and two replacements: a figure shows one of each, by name, and a curve is of one.</summary>
    [Fact]
    public void Nothing_is_averaged_over_configurations_or_quantizers()
    {
        var spec = _folder.Write("spec.yaml", """
            name: two
            dataset: digits
            network: {hidden: [6]}
            training: {epochs: 1}
            sweep: {ablation.replace: [zero, mean]}
            seeds: 2
            measures: {permutations: 0, quantizer: [one-bit, quantile-2]}
            ablation: {random: 1, orders: [mutual-information]}
            """);
        EngineProgram.Run("run", spec, "--out", _folder["two"], "--quiet").Exits(0);
        var script = _folder.Write("two.py", """
            import pathlib
            import engine
            from engine import figures
            tables = figures.read(pathlib.Path("two"))
            tables["runs"]["point"] = figures.point(tables["runs"])
            points = sorted(tables["runs"]["point"].unique())
            one = figures.of_point(figures.narrow(dict(tables), "quantile-2"), points[0])["ablation"]
            print(points, *one["replace"].unique(), *one["quantizer"].dropna().unique(), one["run_id"].nunique())
            results = engine.load("two")
            run = results.runs["run_id"].iloc[0]
            try:
                results.curve(run=run)
            except engine.EngineError as error:
                print(error)
            curve = results.curve(run=run, quantizer="one-bit")
            rows = results.ablation
            rows = rows[(rows["run_id"] == run) & (rows["scope"] == "network") & (rows["quantizer"] == "one-bit") & (rows["direction"] == "descending")]
            print((curve["descending"].to_numpy() == rows.sort_values("step")["accuracy"].to_numpy()).all())
            figures.draw_all(pathlib.Path("two"), pathlib.Path("figures"))
            """);
        var said = Python.RunWithEngine(_folder, script).Split('\n');
        Assert.Equal("['ablation_replace mean', 'ablation_replace zero'] mean quantile-2 2", said[0]);
        Assert.Equal(
            "there are several of quantizer, and their mean is no curve: name one, quantizer='one-bit' or 'quantile-2'", said[1]);
        Assert.Equal("True", said[2]);
        Assert.Contains(
            said, line => line.StartsWith("of 2 quantizers the first is drawn where a figure shows one", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("of 2 points the first is drawn", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Where the README says that the demo's is.</summary>
    private void Sweep() =>
        EngineProgram.Run(
            "run", Path.Combine(RepositoryRoot.Path, "harness", "experiments", "quick.yaml"), "--out", _folder["artifacts/demo"], "--quiet")
                .Exits(0);
}
