using Cli.Tests.Support;
using Harness.Runs.Arrays;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>Outputs of hidden layers for other programs, held against the run's tables.</summary>
public class ActivationsTests
{
    private static readonly string[] Settings =
        ["seeds=1", "training.epochs=2", "ablation.random=1", "measures.permutations=0", "measures.split=test", "--quiet"];

    [Theory]
    [InlineData("npz")]
    [InlineData("safetensors")]
    public void They_have_the_means_and_the_accuracy_of_the_run(string form)
    {
        using var folder = new TemporaryFolder();
        Run(folder);
        EngineProgram.Run("activations", folder["out"], "--format", form, "--out", folder["outputs"]).Exits(0);
        using var file = ArrayFile.Open(folder["outputs"], TestContext.Current.CancellationToken);
        Assert.Equal(["layer_1", "layer_2", "logits", "y"], file.Arrays.Select(array => array.Name).Order(StringComparer.Ordinal));
        var neurons = ResultTables.Of(folder["out"], "neurons");
        int[] layers = neurons.Values<int>("layer"), numbers = neurons.Values<int>("neuron");
        var means = neurons.Values<double>("mean_activation");
        float[][] outputs = [Values(file, "layer_1"), Values(file, "layer_2")];
        int[] widths = [14, 9];
        var split = neurons.Values<string>("quantizer");
        foreach (var row in Enumerable.Range(0, neurons.Rows).Where(row => split[row] == split[0]))
        {
            var (values, width) = (outputs[layers[row] - 1], widths[layers[row] - 1]);
            Assert.Equal(360 * width, values.Length);
            Assert.Equal(means[row], Enumerable.Range(0, 360).Average(sample => (double)values[(sample * width) + numbers[row]]), 1e-9);
        }
        var logits = Values(file, "logits");
        var labels = file.Find("y")!.ReadIntegers();
        var right = Enumerable.Range(0, 360).Count(sample =>
        {
            var own = logits.AsSpan(sample * 10, 10);
            return own.IndexOf(own.ToArray().Max()) == labels[sample];
        });
        Assert.Equal(ResultTables.Of(folder["out"], "runs").Values<double>("test_accuracy")[0], right / 360.0, 1e-12);
    }

    [Fact]
    public void A_file_is_not_replaced_and_an_empty_split_is_told()
    {
        using var folder = new TemporaryFolder();
        Run(folder);
        folder.Write("mine.npz", "mine");
        EngineProgram.Run("activations", folder["out"], "--out", folder["mine.npz"]).Exits(1).Says("mine.npz: is there already");
        Assert.Equal("mine", File.ReadAllText(folder["mine.npz"]));
        EngineProgram.Run("activations", folder["out"], "nothing", "--out", folder["new.npz"]).Exits(2).Says("has no run nothing");
        Assert.False(File.Exists(folder["new.npz"]));
    }

    private static void Run(TemporaryFolder folder) =>
        EngineProgram.Run(["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings, "--out", folder["out"]]).Exits(0);

    private static float[] Values(ArrayFile file, string name)
    {
        var array = file.Find(name)!;
        var values = new float[array.Rows * array.Width];
        array.Read(0, values);
        return values;
    }
}
