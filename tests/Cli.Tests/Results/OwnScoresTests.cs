using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>Scores from elsewhere as an order, on the command line.</summary>
public class OwnScoresTests
{
    private const string Settings = "ablation.orders=[entropy, {scores: s.csv, name: my-score}]";

    [Fact]
    public void They_are_an_order_in_tables_report_and_explain()
    {
        using var folder = new TemporaryFolder();
        Write(folder, (layer, neuron) => ((neuron * 5) + layer) % 14);
        Run(folder).Exits(0);
        var table = ResultTables.Of(folder["out"], "ablation");
        int[] layers = table.Values<int>("layer"), neurons = table.Values<int>("neuron"), steps = table.Values<int>("step");
        NeuronsOf("layer-2", "ascending", Enumerable.Range(0, 9).OrderBy(neuron => ((neuron * 5) + 2) % 14).Select(neuron => (2, neuron)));
        NeuronsOf(
            "layer-1", "descending",
            Enumerable.Range(0, 14).OrderByDescending(neuron => ((neuron * 5) + 1) % 14).Select(neuron => (1, neuron)));
        var insights = ResultTables.Of(folder["out"], "insights");
        Assert.Contains("my-score", insights.Values<string>("order"));
        Assert.Contains("my-score", File.ReadAllText(folder["out/report.html"]), StringComparison.Ordinal);
        Assert.Contains("my-score", EngineProgram.Run("explain", folder["out"], "s0", "1", "5").Exits(0).Output, StringComparison.Ordinal);
        EngineProgram.Run(
            "prune", folder["out"], "--order", "my-score", "--scope", "layer-1", "--step", "3", "--out", folder["s.safetensors"]).Exits(0);
        // An analysis of the same network gives the same curves.
        EngineProgram.Run(
            "analyze", "--model", Directory.GetFiles(folder["out/models"]).Single(), "--activation", "relu", "--dataset", "digits", "--out",
            folder["mine"], $"ablation.orders=[{{scores: {folder["s.csv"]}, name: my-score}}]", "measures.permutations=0",
            "ablation.random=0").Exits(0);
        var again = ResultTables.Of(folder["mine"], "ablation");
        Assert.Equal(Correct(table), Correct(again));

        void NeuronsOf(string scope, string direction, IEnumerable<(int, int)> expected) => Assert.Equal(
            expected,
            Enumerable.Range(0, table.Rows).Where(row => steps[row] > 0
                    && (table["scope"].Cell(row), table["order"].Cell(row), table["direction"].Cell(row)) == (scope, "my-score", direction))
                .Select(row => (layers[row], neurons[row])));

        static int[] Correct(Harness.Runs.Tables.Table table) => [.. Enumerable.Range(0, table.Rows)
            .Where(row => table["order"].Cell(row) == "my-score").Select(row => table.Values<int>("correct")[row])];
    }

    [Fact]
    public void A_folder_is_not_gone_on_with_other_scores()
    {
        using var folder = new TemporaryFolder();
        Write(folder, (_, neuron) => neuron);
        Run(folder).Exits(0);
        // The same scores in another order of rows are the same run.
        var lines = File.ReadAllLines(folder["s.csv"]);
        File.WriteAllLines(folder["s.csv"], [lines[0], .. lines[1..].Reverse()]);
        Assert.Contains("nothing was written", Run(folder, "--resume").Exits(0).Output, StringComparison.Ordinal);
        Write(folder, (_, neuron) => neuron == 3 ? 0.5 : neuron);
        Run(folder, "--resume").Exits(2).Says("ablation.orders: ", "sha256");
        Assert.Single(Directory.GetFiles(folder["out/runs"]));
    }

    [Theory]
    [InlineData("layer,neuron,score\n1,0,nan\n", "one score is not finite: layer 1 neuron 0")]
    [InlineData("layer,neuron,score\n1,0,1\n1,0,1\n", "layer 1 neuron 0 (2 times)")]
    [InlineData("layer,neuron,score\n1,0,1\n1,1,2\n", "it has none of 21 neurons: layer 1 neuron 2, layer 1 neuron 3,")]
    [InlineData("layer,unit,score\n1,0,1\n", "has no column neuron")]
    [InlineData("layer,neuron,score\n1,0,high\n", "the column score holds Text; numbers are needed: row 2 holds high")]
    [InlineData("layer,neuron,score\n0,0,1\n", "layers count from 1")]
    public void Bad_scores_are_named_before_anything_is_written(string content, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("s.csv", content);
        Run(folder).Exits(2).Says("ablation.orders=", message);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_sweep_over_widths_and_a_missing_file_are_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        Run(folder).Exits(2).Says("there is no such file of scores");
        Write(folder, (_, neuron) => neuron);
        Run(folder, "sweep.network.hidden=[[14, 9], [14, 10]]").Exits(2)
            .Says("it has none of one neuron: layer 2 neuron 9.", "(at the sweep's network.hidden=[14,10])");
        EngineProgram.Run(
            "analyze", "--model", folder.Write("net.safetensors", RawSafetensors.Sound), "--activation", "relu", "--dataset", "digits",
            "--out", folder["mine"], $"ablation.orders=[{{scores: {folder["s.csv"]}, name: my-score}}]").Exits(1)
            .Says("hidden layers of 2 neurons: it has scores of 21 neurons that it has not");
        Assert.False(Directory.Exists(folder["out"]) || Directory.Exists(folder["mine"]));
    }

    [Fact]
    public void The_pages_Python_writes_scores_that_are_followed()
    {
        var python = PythonWitness.Require("torch", "numpy", "pandas");
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["run"], "--quiet", "seeds=1", "training.dropout=0", "measures.permutations=0")
            .Exits(0);
        var answer = PythonScript.Ask(python, "own_scores.py", new
        {
            page = Path.Combine(RepositoryRoot.Path, "harness", "docs", "after.md"),
            digits = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "digits"), "*.gz").Single(),
            widths = new[] { 64, 14, 9, 10 },
            model = Directory.GetFiles(folder["run/models"]).Single(),
            folder = folder.Path,
        });
        EngineProgram.Run(
            "analyze", "--model", Directory.GetFiles(folder["run/models"]).Single(), "--activation", "relu", "--dataset", "digits", "--out",
            folder["out"], $"ablation.orders=[{{scores: {folder["taylor.csv"]}, name: taylor}}]", "measures.permutations=0",
            "ablation.random=0").Exits(0);
        var table = ResultTables.Of(folder["out"], "ablation");
        var last = answer.GetProperty("last").EnumerateArray().Select(score => score.GetDouble()).ToArray();
        var removed = Enumerable.Range(0, table.Rows).Where(row => table.Values<int>("step")[row] > 0
                && (table["scope"].Cell(row), table["direction"].Cell(row)) == ("layer-2", "descending"))
            .Select(row => last[table.Values<int>("neuron")[row]]).ToArray();
        // By hand in another order of sums: equal to rounding.
        for (var i = 1; i < removed.Length; i++)
            Assert.True(removed[i - 1] >= removed[i] - 1e-6);
    }

    private static EngineResult Run(TemporaryFolder folder, params string[] more) => EngineProgram.Run(
        ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "--quiet", "seeds=1", "measures.quantizer=one-bit",
            "measures.permutations=0", "measures.split=test", Settings, .. more]);

    private static void Write(TemporaryFolder folder, Func<int, int, double> score) => folder.Write(
        "s.csv",
        "layer,neuron,score\n" + string.Concat(
            Enumerable.Range(0, 14).Select(neuron => (1, neuron)).Concat(Enumerable.Range(0, 9).Select(neuron => (2, neuron)))
                .Select(id => $"{id.Item1},{id.neuron},{score(id.Item1, id.neuron):R}\n")));
}
