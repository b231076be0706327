using System.IO.Compression;
using Cli.Tests.Support;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>Data of the user's own, from files that Python writes to the tables and back to a person.</summary>
public sealed class BroughtDataTests : IDisposable
{
    private const string Spec = """
        name: mine
        network: {hidden: [6]}
        training: {epochs: 3, batch_size: 16}
        input: standardize
        measures: {permutations: 0}
        ablation: {random: 1}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The report's data of a section, which it holds packed.</summary>
    private string DataOf(string section)
    {
        var packed = File.ReadAllText(_folder["out/report.html"]).Split($"id=\"data-{section}\">")[1].Split('<')[0];
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    private Table[] Runs() =>
        [.. Directory.GetFiles(_folder["out/runs"]).Select(file =>
            ResultTables.Of(_folder["out"], "runs", Path.GetFileNameWithoutExtension(file)))];

    /// <summary>Models of the end and of epochs, pictures and histograms have the names of classes that the labels are.</summary>
    [Fact]
    public void Models_of_every_epoch_and_every_chart_name_the_classes()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{i % 7 - 3},{i % 5 - 2},{(i % 7 > 2 ? "red" : "blue")}");
        _folder.Write("two.csv", string.Join('\n', ["x1,x2,label", .. rows]));
        var spec = _folder.Write("spec.yaml", """
            name: two
            dataset: {csv: two.csv, label: label, split: 0.2}
            network: {hidden: [2]}
            training: {epochs: 2, batch_size: 16}
            measures: {permutations: 0, epochs: [0, 1], models: true}
            ablation: {random: 0}
            pictures: {grid: 5}
            """);
        EngineProgram.Run("run", spec, "--out", _folder["out"], "--quiet").Exits(0);
        var models = Directory.GetFiles(_folder["out/models"], "*", SearchOption.AllDirectories);
        Assert.Equal(3, models.Length);
        Assert.All(models, model => Assert.Contains(
            "class.names", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(model)), StringComparison.Ordinal));
        Assert.Contains("\"classes\":[\"blue\",\"red\"]", DataOf("histograms"), StringComparison.Ordinal);
        // All other charts take the names from the runs.
        Assert.Contains("\"classes\":[\"blue\",\"red\"]", DataOf("index"), StringComparison.Ordinal);
    }

    [Fact]
    public void Iris_gives_the_same_network_from_every_format_and_keeps_its_classes()
    {
        PythonScript.Ask(PythonWitness.Require("numpy", "sklearn"), "brought.py", new { write = _folder.Path });
        using (var parquet = File.Create(_folder["iris.parquet"]))
            new ParquetFormat().Write(parquet, DataTable.Read(_folder["iris.csv"]).Table, new Dictionary<string, string>());
        var spec = _folder.Write("spec.yaml", Spec + """
            sweep:
              dataset:
              - {csv: iris.csv, label: label, split: 0.2}
              - {npz: iris.npz, split: 0.2}
              - {parquet: iris.parquet, label: label, split: 0.2}
            """);
        EngineProgram.Run("run", spec, "--out", _folder["out"]).Exits(0)
            .Says("csv:iris.csv: 120 samples for training, the last 20 of them for validation", "30 for testing; 4 features",
                "3 classes (0 = setosa, 1 = versicolor, 2 = virginica)");
        byte[][] models = [.. Directory.GetFiles(_folder["out/models"]).Select(File.ReadAllBytes)];
        Assert.Equal(3, models.Length);
        Assert.All(models, model => Assert.Equal(models[0], model));
        var runs = Runs();
        Assert.All(runs, run => Assert.Equal("""["setosa","versicolor","virginica"]""", run["class_names"].Cell(0)));
        Assert.Single(runs.Select(run => run["dataset_sha256"].Cell(0)).Distinct());
        var model = Directory.GetFiles(_folder["out/models"])[0];
        var story = EngineProgram.Run("explain", _folder["out"], Path.GetFileNameWithoutExtension(model), "1", "0").Exits(0).Output;
        Assert.All(["setosa", "versicolor", "virginica"], name => Assert.Contains(name, story, StringComparison.Ordinal));
        // The class that a measure is of has its name too.
        Assert.Matches("class of the KL selectivity \\(label\\) *│ [0-2]: (setosa|versicolor|virginica)", story);
        Assert.Contains("\"classes\":[\"setosa\",\"versicolor\",\"virginica\"]", DataOf("histograms"), StringComparison.Ordinal);
        EngineProgram.Run(
            "analyze", "--model", model, "--activation", "relu", "--dataset", $"{{npz: {_folder["iris.npz"]}, split: 0.2}}",
            "measures.permutations=0", "ablation.random=1", "--out", _folder["analyzed"])
            .Exits(0).Says("npz:iris.npz: 120 samples for training");
        Assert.Equal(runs[0]["test_accuracy"].Cell(0), ResultTables.Of(_folder["analyzed"], "runs")["test_accuracy"].Cell(0));
        // The model says its classes: the same words in another order are others.
        _folder.Write("other.csv", File.ReadAllText(_folder["iris.csv"]).Replace("setosa", "zetosa", StringComparison.Ordinal));
        EngineProgram.Run(
            "analyze", "--model", model, "--dataset", $"{{csv: {_folder["other.csv"]}, label: label, split: 0.2}}", "--out",
            _folder["none"]).Exits(2).Says("its class 0 is setosa, that of csv:other.csv is versicolor");
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public void The_Python_of_the_page_writes_what_its_remarks_read()
    {
        var python = PythonWitness.Require("numpy");
        var lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "harness", "docs", "data.md"));
        var inside = false;
        var script = new List<string>();
        foreach (var line in lines)
        {
            if (inside && line == "```")
                inside = false;
            if (inside)
                script.Add(line);
            inside |= line == "```python";
        }
        _folder.Write("page.py", string.Join('\n', script));
        using (var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(python, ["-B", "page.py"]) { WorkingDirectory = _folder.Path })!)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        string[] sets = [.. script.Where(line => line.Contains("# dataset: ", StringComparison.Ordinal))
            .Select(line => line.Split("# dataset: ")[1])];
        Assert.Equal(5, sets.Length);
        var spec = _folder.Write("spec.yaml", $"{Spec}sweep: {{dataset: [{string.Join(", ", sets)}]}}\n");
        var result = EngineProgram.Run("run", spec, "--out", _folder["out"]).Exits(0)
            .Says("2 classes (0 = cat, 1 = dog)", "npz:splits.npz: 100 samples for training", "npz:words.npz: 150 samples for training",
                "npy:arrays: 160 samples for training", "csv:mine.csv: 150 samples for training");
        Assert.Equal(5, Runs().Length);
        // Half of the arrays are sorted: the last sixth has no cat.
        Assert.Contains("npz:splits.npz: its validation split has no sample of class cat.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{npx: a}", "did you mean npz?")]
    [InlineData("{npz: a, lable: b}", "--dataset: unknown key lable (npz takes npz, split)")]
    [InlineData("{npz", "not valid YAML")]
    [InlineData("digit", "there is no such data set; did you mean digits?")]
    public void A_wrong_option_is_a_usage_error(string dataset, string said) =>
        EngineProgram.Run(
            "analyze", "--model", _folder.Write("net.safetensors", RawSafetensors.Sound), "--activation", "tanh", "--dataset", dataset,
            "--out", _folder["out"]).Exits(2).Says(said);
}
