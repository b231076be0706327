using Cli.Tests.Support;
using Testing.Results;
using static Cli.Tests.Support.RawSafetensors;

namespace Cli.Tests.BadInput;

/// <summary>A file that does not say which network it holds is never read as another one without a word.</summary>
public class OtherNetworkTests
{
    [Fact]
    public void It_is_said_how_a_network_was_read_and_that_nobody_checked_it()
    {
        using var folder = new TemporaryFolder();
        var result = Analyze(folder, Of(Layers(64, 2, 2, 10)), "--activation", "relu").Exits(0);
        result.Says(
            "net.safetensors: 64 inputs -> 0: 2, relu -> 2: 10 logits\n",
            "  order of the layers: by their numbers, as in an nn.Sequential\n",
            "  inputs as the data set gives them\n", "  accuracy on the test split of digits: 0.", "  not checked against the original: ");
        var spec = ResultTables.Of(folder["out"], "runs").Values<string>("spec").Single();
        Assert.DoesNotContain("\"network\":{", spec, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_accuracy_than_expected_is_an_error_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        var file = Of(Layers(64, 2, 2, 10));
        // All logits are 0: the answer is always the first class, which 35 of the 360 test samples have.
        Analyze(folder, file, "--activation", "relu", "--expect-accuracy", "0.8667", "--quiet").Exits(1).Says(
            "net.safetensors: its accuracy on the test split of digits is 0.0972 (35 of 360), expected is 0.8667 within its "
                + "rounding and one answer of 360",
            "64 inputs -> 0: 2, relu -> 2: 10 logits", "input.mean", "--layers", "--activation", "--bn-eps");
        Assert.False(Directory.Exists(folder["out"]));
        Analyze(folder, file, "--activation", "relu", "--expect-accuracy", "0.0972").Exits(0)
            .Says("as expected: the accuracy is 0.0972 within its rounding and one answer of 360");
        Analyze(folder, file, "--activation", "relu", "--expect-accuracy", "97.2").Exits(2).Says("--expect-accuracy is 97.2: needed is");
    }

    [Fact]
    public void A_reading_that_names_alone_do_not_give_is_part_of_the_run()
    {
        using var folder = new TemporaryFolder();
        var (header, elements) = Layers(64, 2, 2, 10);
        var file = Of(header.Replace("\"2.", "\"3.", StringComparison.Ordinal), elements);
        Analyze(folder, file, "--activation", "relu").Exits(2).Says("it does not say enough", "give --dropout", "--expect-accuracy");
        Assert.False(Directory.Exists(folder["out"]));
        Analyze(folder, file, "--activation", "relu,tanh", "--dropout").Exits(2).Says("--activation names 2 functions");
        Analyze(folder, file, "--layers", "0,tanh,dropout,3").Exits(0).Says("0: 2, tanh -> 3: 10 logits", "as --layers says");
        Analyze(folder, file, "--activation", "relu", "--layers", "0,,3").Exits(2).Says("--layers is 0,,3");
        Analyze(folder, file, "--activation", "relu", "--bn-eps", "0").Exits(2).Says("--bn-eps is 0: needed is a number above 0");
        Analyze(folder, file).Exits(2).Says("give --activation A, one of relu");
        Analyze(folder, Of(Layers(64, 2, 2, 10)), "--layers", "2,relu,0").Exits(1).Says("the shapes must chain");
    }

    [Fact]
    public void A_model_of_the_engine_needs_no_word()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "training.batch_norm=true", "network.activation=tanh",
            "input=standardize", "training.epochs=1", "ablation.random=1", "--quiet", "--out", folder["run"]).Exits(0);
        var model = File.ReadAllBytes(Directory.GetFiles(folder["run/models"]).Single());
        Analyze(folder, model).Exits(0).Says("batch normalization 1 (eps 1e-5), tanh", "as the file's metadata says", "minus 64 means");
        var (own, run) = (ResultTables.Of(folder["out"], "runs"), ResultTables.Of(folder["run"], "runs"));
        Assert.Equal(run["test_accuracy"].Cell(0), own["test_accuracy"].Cell(0));
        Analyze(folder, model, "--activation", "relu").Exits(2)
            .Says("--activation is relu, but", "that it is tanh", "leave --activation out");
    }

    [Fact]
    public void Layers_may_differ_in_their_activation()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "training.dropout=0", "training.epochs=1", "ablation.random=1",
            "--quiet", "--out", folder["run"]).Exits(0);
        var bytes = File.ReadAllText(Directory.GetFiles(folder["run/models"]).Single(), System.Text.Encoding.Latin1);
        // Its metadata as a network with tanh in the second layer would have them, of the same length.
        var mixed = bytes.Replace("\"relu\"", "\"relu,tanh\"", StringComparison.Ordinal)
            .Replace("\\u0022,\\u0022relu\\u0022,\\u00224", "\\u0022,\\u0022tanh\\u0022,\\u00224", StringComparison.Ordinal);
        Assert.NotEqual(bytes, mixed);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(System.Text.Encoding.Latin1.GetBytes(mixed[..8]));
        var file = System.Text.Encoding.Latin1.GetBytes(mixed);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(file, length + (ulong)(mixed.Length - bytes.Length));
        Analyze(folder, file).Exits(0).Says("relu -> 2: 9, tanh -> 4: 10 logits");
        Assert.Equal("relu, tanh", ResultTables.Of(folder["out"], "runs").Values<string>("activation").Single());
    }

    private static EngineResult Analyze(TemporaryFolder folder, byte[] model, params string[] more)
    {
        if (Directory.Exists(folder["out"]))
            Directory.Delete(folder["out"], recursive: true);
        return EngineProgram.Run(
        [
            "analyze", "--model", folder.Write("net.safetensors", model), "--dataset", "digits", "--out", folder["out"],
            "measures.permutations=0", "ablation.random=1", .. more,
        ]);
    }
}
