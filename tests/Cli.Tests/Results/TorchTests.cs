using System.Diagnostics;
using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>An nn.Sequential that PyTorch trained, analyzed by the engine and ablated by PyTorch.</summary>
public class TorchTests
{
    private static readonly string Script = Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "python", "trained_elsewhere.py");
    private static readonly string Digits = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "digits"), "*.gz").Single();

    [Theory]
    [InlineData("relu", "plain")]
    [InlineData("relu", "batch-norm")]
    [InlineData("elu", "plain")]
    [InlineData("gelu", "plain")]
    [InlineData("gelu-tanh", "batch-norm")]
    [InlineData("silu", "plain")]
    [InlineData("softplus", "plain")]
    [InlineData("hard-tanh", "plain")]
    public void Histograms_and_curves_are_those_of_PyTorch(string activation, string kind)
    {
        var python = PythonWitness.Require("torch", "numpy");
        using var folder = new TemporaryFolder();
        Ask(python, "train", activation, kind, Digits, folder["net.safetensors"], folder["net.pt"]);
        EngineProgram.Run(
        [
            "analyze", "--model", folder["net.safetensors"], "--activation", activation, "--dataset", "digits", "--out", folder["out"],
            "measures.permutations=0", "ablation.random=2", .. kind == "batch-norm" ? new[] { "--bn-eps", "1e-5" } : [],
        ]).Exits(0);
        var ablation = ResultTables.Of(folder["out"], "ablation");
        int[] steps = ablation.Values<int>("step"), correct = ablation.Values<int>("correct"), ties = ablation.Values<int>("near_ties");
        int[] layers = ablation.Values<int>("layer"), neurons = ablation.Values<int>("neuron");
        var orders = Enumerable.Range(0, ablation.Rows).Where(row => steps[row] == 0)
            .Select(first =>
                Enumerable.Range(first + 1, ablation.Rows - first - 1).TakeWhile(row => steps[row] > 0)
                    .Select(row => new[] { layers[row], neurons[row] }));
        folder.Write("orders.json", JsonSerializer.Serialize(orders));
        var answer = Ask(python, "ablate", activation, Digits, folder["net.pt"], folder["orders.json"]);
        Assert.Equal(correct.Length, answer.Correct.Length);
        for (var row = 0; row < correct.Length; row++)
            Assert.InRange(Math.Abs(correct[row] - answer.Correct[row]), 0, ties[row]);
        AssertHistograms(ResultTables.Of(folder["out"], "histograms"), answer);
        Assert.Equal(answer.Correct[0] / 360.0, ResultTables.Of(folder["out"], "runs").Values<double>("test_accuracy")[0], 1e-12);
    }

    /// <summary>Active samples of each neuron and class; they may differ in samples with |pre-activation| below 1e-4.</summary>
    private static void AssertHistograms(Harness.Runs.Tables.Table table, TorchAnswer answer)
    {
        int[] layer = table.Values<int>("layer"), neuron = table.Values<int>("neuron"), bin = table.Values<int>("bin");
        int[] label = table.Values<int>("class"), count = table.Values<int>("count");
        foreach (var row in Enumerable.Range(0, table.Rows).Where(row => bin[row] == 1))
            Assert.InRange(
                Math.Abs(count[row] - answer.Active[layer[row] - 1][neuron[row]][label[row]]), 0,
                answer.Doubtful[layer[row] - 1][neuron[row]]);
    }

    private static TorchAnswer Ask(string python, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(python, [Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Length == 0 ? TorchAnswer.None : JsonSerializer.Deserialize<TorchAnswer>(output, JsonSerializerOptions.Web)!;
    }
}
