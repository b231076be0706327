using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>A network without the neurons that a curve has removed answers as the curve has it, in the engine and in PyTorch.</summary>
public class PruneTests
{
    private static readonly string Digits = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "digits"), "*.gz").Single();

    [Theory]
    [InlineData("relu", "zero", "network", "ascending", 9)]
    [InlineData("relu", "zero", "network", "descending", 23)]
    [InlineData("sigmoid", "zero", "layer-1", "ascending", 5)]
    [InlineData("softplus", "mean", "network", "ascending", 12)]
    [InlineData("tanh", "mean", "layer-2", "descending", 9)]
    public void The_smaller_network_has_the_curves_accuracy(string activation, string replace, string scope, string direction, int step)
    {
        using var folder = new TemporaryFolder();
        var table = Run(
            folder, $"network.activation={activation}", $"ablation.replace={replace}", "training.batch_norm=true", "input=standardize");
        var written = Prune(folder, scope, direction, step, "--out", folder["small.safetensors"], "--json").Exits(0);
        var pruned = JsonDocument.Parse(written.Output).RootElement;
        var row = Row(table, scope, "entropy", direction, step);
        Assert.Equal(table.Values<int>("correct")[row], pruned.GetProperty("correct").GetInt32());
        Assert.Equal(table.Values<int>("correct")[row], pruned.GetProperty("correct_in_curve").GetInt32());
        EngineProgram.Run(
            "analyze", "--model", folder["small.safetensors"], "--activation", activation, "--dataset", "digits", "--out", folder["again"],
            "measures.permutations=0", "ablation.random=1").Exits(0);
        Assert.Equal(
            table.Values<double>("accuracy")[row], ResultTables.Of(folder["again"], "runs").Values<double>("test_accuracy")[0], 1e-12);
        Assert.Equal(
            string.Join('-', pruned.GetProperty("hidden").EnumerateArray()), ResultTables.Of(folder["again"], "runs")["hidden"].Cell(0));
    }

    [Theory]
    [InlineData("relu", "network", 9, false)]
    [InlineData("sigmoid", "layer-1", 14, false)]
    [InlineData("softplus", "network", 11, true)]
    public void Masks_give_the_same_in_PyTorch(string activation, string scope, int step, bool normalized)
    {
        var python = PythonWitness.Require("torch", "numpy");
        using var folder = new TemporaryFolder();
        var table = Run(folder, $"network.activation={activation}", $"training.batch_norm={(normalized ? "true" : "false")}");
        Prune(folder, scope, "ascending", step, "--masks", folder["masks.safetensors"]).Exits(0);
        var answer = PythonScript.Ask(python, "masked.py", new
        {
            digits = Digits,
            widths = new[] { 64, 14, 9, 10 },
            activation = char.ToUpperInvariant(activation[0]) + activation[1..],
            batch_norm = normalized,
            dropout = 0.1,
            model = Directory.GetFiles(folder["out/models"]).Single(),
            masks = folder["masks.safetensors"],
        });
        var row = Row(table, scope, "entropy", "ascending", step);
        Assert.InRange(
            Math.Abs(table.Values<int>("correct")[row] - answer.GetProperty("correct").GetInt32()), 0, table.Values<int>("near_ties")[row]);
    }

    [Fact]
    public void As_many_neurons_go_as_leave_the_accuracy()
    {
        using var folder = new TemporaryFolder();
        var table = Run(folder);
        var accuracies = table.Values<double>("accuracy");
        var last = Enumerable.Range(0, 24).Select(step => accuracies[Row(table, "network", "entropy", "ascending", step)])
            .ToList().FindLastIndex(accuracy => accuracy >= 0.6);
        var pruned = EngineProgram.Run(
            "prune", folder["out"], "--order", "entropy", "--scope", "network", "--keep-accuracy", "0.6", "--quantizer", "one-bit", "--out",
            folder["small.safetensors"], "--json").Exits(0);
        Assert.Equal(last, JsonDocument.Parse(pruned.Output).RootElement.GetProperty("step").GetInt32());
    }

    [Fact]
    public void What_is_analyzed_from_elsewhere_is_pruned_with_its_file()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "input=standardize");
        var model = Directory.GetFiles(folder["out/models"]).Single();
        EngineProgram.Run(
            "analyze", "--model", model, "--activation", "relu", "--dataset", "digits", "--out", folder["mine"], "measures.permutations=0",
            "ablation.random=1").Exits(0);
        string[] prune =
            ["prune", folder["mine"], "--order", "entropy", "--scope", "layer-1", "--step", "3", "--out", folder["s.safetensors"]];
        EngineProgram.Run(prune).Exits(2).Says("which is not in its folder: name the file with --model");
        EngineProgram.Run([.. prune, "--model", folder["no.safetensors"]]).Exits(2).Says("there is no such file");
        EngineProgram.Run([.. prune, "--model", folder.Write("other.safetensors", RawSafetensors.Sound)])
            .Exits(2).Says("is not the file that was analyzed");
        Assert.Contains("as in the curve", EngineProgram.Run([.. prune, "--model", model]).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        Run(folder);
        string[] prune = ["prune", folder["out"], "--scope", "network", "--quantizer", "one-bit", "--out", folder["s.safetensors"]];
        EngineProgram.Run([.. prune, "--order", "entropi", "--step", "1"]).Exits(2)
            .Says("there are mutual-information, kl-selectivity, entropy, class-selectivity, random", "did you mean entropy?");
        EngineProgram.Run([.. prune, "--order", "entropy", "--step", "24"]).Exits(2).Says("ends at step 23");
        EngineProgram.Run([.. prune, "--order", "entropy", "--step", "1", "--direction", "up"]).Exits(2).Says("ascending, descending");
        EngineProgram.Run([.. prune, "--order", "entropy"]).Exits(2).Says("--step K or --keep-accuracy X is needed");
        EngineProgram.Run([.. prune[..^2], "--order", "entropy"]).Exits(2)
            .Says("--step K or --keep-accuracy X is needed, one of both; --out FILE for the smaller network or --masks FILE is needed");
        EngineProgram.Run([.. prune, "--order", "entropy", "--keep-accuracy", "95"]).Exits(2).Says("a number from 0 to 1");
        EngineProgram.Run([.. prune, "--order", "entropy", "--keep-accuracy", "0.9999"]).Exits(2).Says("no step of the curve comes to it");
        string[] first = ["--scope", "network", "--order", "entropy", "--step", "1"];
        EngineProgram.Run(["prune", folder["out"], .. first]).Exits(2).Says("--masks FILE is needed");
        EngineProgram.Run(["prune", folder["out"], "s9", .. first, "--out", folder["s.safetensors"]]).Exits(2).Says("has no run s9");
        EngineProgram.Run(["prune", folder["out"], .. first, "--masks", folder["m"]])
            .Exits(2).Says("has 2 such curves: choose with --quantizer", "one-bit on validation, quantile-2 on validation");
        var model = Directory.GetFiles(folder["out/models"]).Single();
        EngineProgram.Run([.. prune[..^1], model, "--order", "entropy", "--step", "1"]).Exits(2).Says("models of the sweep");
        var bytes = File.ReadAllBytes(model);
        bytes[^1] ^= 0x41;
        File.WriteAllBytes(model, bytes);
        EngineProgram.Run([.. prune, "--order", "entropy", "--step", "1"]).Exits(1).Says("does not match the checksum");
        File.Delete(model);
        EngineProgram.Run([.. prune, "--order", "entropy", "--step", "1"]).Exits(1).Says(Path.GetFileName(model));
        Assert.False(File.Exists(folder["s.safetensors"]));
    }

    [Theory]
    [InlineData("resample", "no smaller network gives the same")]
    [InlineData("mean", "which a mask cannot")]
    public void A_replacement_that_has_no_such_form_is_named(string replace, string reason)
    {
        using var folder = new TemporaryFolder();
        Run(folder, $"ablation.replace={replace}");
        Prune(folder, "network", "ascending", 3, "--out", folder["s.safetensors"], "--masks", folder["m.safetensors"])
            .Exits(2).Says(reason);
        Assert.False(File.Exists(folder["s.safetensors"]) || File.Exists(folder["m.safetensors"]));
    }

    private static Harness.Runs.Tables.Table Run(TemporaryFolder folder, params string[] settings)
    {
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "--quiet", "seeds=1"];
        EngineProgram.Run([.. run, "measures.permutations=0", .. settings]).Exits(0);
        return ResultTables.Of(folder["out"], "ablation");
    }

    private static EngineResult Prune(TemporaryFolder folder, string scope, string direction, int step, params string[] more) =>
        EngineProgram.Run(
        [
            "prune", folder["out"], "--order", "entropy", "--direction", direction, "--scope", scope, "--step", $"{step}", "--quantizer",
            "one-bit", .. more,
        ]);

    private static int Row(Harness.Runs.Tables.Table table, string scope, string order, string direction, int step) =>
        Enumerable.Range(0, table.Rows).First(row =>
            (table["scope"].Cell(row), table["order"].Cell(row), table["direction"].Cell(row)) == (scope, order, direction)
            && table["quantizer"].Cell(row) == "one-bit" && table.Values<int>("step")[row] == step);
}
