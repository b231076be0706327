using System.Collections.Immutable;
using System.Globalization;
using Cli.Tests.Support;
using Engine.Inference;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Numerics;
using Engine.Safetensors;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Tables;
using Harness.Specs;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>Activations that were saved are measured as those of a network are.</summary>
public class MeasureTests
{
    /// <summary>Three samples a class, of two neurons.</summary>
    private static readonly float[] Few = [1, 0, 2, 0, 0, 0, 0, 3, 0, 1, 0, 0];

    [Fact]
    public void The_hidden_outputs_of_a_network_give_the_rows_that_analyze_gives()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "--out", folder["run"]).Exits(0);
        var model = Directory.GetFiles(folder["run/models"]).Single();
        string[] measures =
            ["measures.permutations=20", "measures.quantizer=[one-bit,uniform-3,quantile-2]", "measures.sensitivity=[uniform-4]",
                "pairs.scopes=[network]", "pairs.quantizer=quantile-3", "pairs.whole=true"];
        EngineProgram.Run([
            "analyze", "--model", model, "--activation", "relu", "--dataset", "digits", "--out", folder["analyze"], "ablation.random=1",
            .. measures]).Exits(0);
        Export(model, folder);
        EngineProgram.Run([
            "measure", "--activations", folder["first.npy"], folder["second.npy"], "--labels", folder["y.npy"], "--activation", "relu",
            "--out", folder["measure"], .. measures]).Exits(0);
        string[] ofNetwork =
            ["run_id", "outgoing_norm", "single_drop", "single_drop_changed", "single_drop_ablated", "effectively_inactive"];
        Assert.All(["neurons", "histograms", "bin_sensitivity", "pairs"], table => RequireSame(
            ResultTables.Of(folder["analyze"], table), ResultTables.Of(folder["measure"], table), ofNetwork));
        var neurons = ResultTables.Of(folder["measure"], "neurons");
        Assert.All(ofNetwork[1..], column => Assert.All(Enumerable.Range(0, neurons.Rows), row => Assert.Null(neurons[column].Cell(row))));
        Assert.Equal(0, ResultTables.Of(folder["measure"], "ablation").Rows);
        Assert.Equal(23 * 22 / 2, ResultTables.Of(folder["measure"], "pairs").Rows);
        var run = ResultTables.Of(folder["measure"], "runs");
        Assert.Equal(
            ("14-9", "relu", "[\"first\",\"second\"]", null),
            (run["hidden"].Cell(0), run["activation"].Cell(0), run["layer_names"].Cell(0), run["test_accuracy"].Cell(0)));
    }

    [Fact]
    public void That_a_quantizer_tells_no_outputs_apart_is_a_warning()
    {
        using var folder = new TemporaryFolder();
        // The first layer's two neurons are above 0 on every sample; of the second's one is, and the other never varies.
        Write(folder, "pooled.npy", [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6], 6, 2);
        Write(folder, "mixed.npy", [1, 0, -2, 0, 3, 0, -4, 0, 5, 0, 6, 0], 6, 2);
        Write(folder, "y.npy", 0L, 0, 0, 1, 1, 1);
        string[] measure =
            ["measure", "--activations", folder["pooled.npy"], folder["mixed.npy"], "--labels", folder["y.npy"], "--out"];
        var told = EngineProgram.Run([.. measure, folder["bit"]]).Exits(0)
            .Says("warning: pooled: under one-bit 2 of 2 neurons whose outputs vary have one symbol", "measures.quantizer=quantile-2");
        Assert.DoesNotContain("mixed", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("accuracy", told.Output, StringComparison.Ordinal);
        var other = EngineProgram.Run([.. measure, folder["quantile"], "measures.quantizer=quantile-2"]).Exits(0);
        Assert.DoesNotContain("one symbol", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_reads_the_folder()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "fc<1>.npy", Few, 6, 2);
        Write(folder, "y.npy", 5L, 5, 5, -1, -1, -1);
        string[] measure =
            ["measure", "--activations", folder["fc<1>.npy"], "--labels", folder["y.npy"], "--out", folder["out"]];
        Assert.Contains("1 of 1 run done now", EngineProgram.Run(measure).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("1 done", EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        // By hand: neuron 0 is active on two of class 5's three samples, and -1 comes first.
        var story = EngineProgram.Run("explain", folder["out"], "measure", "1", "0").Exits(0).Output;
        Assert.Contains("layer 1 (fc<1>), neuron 0", story, StringComparison.Ordinal);
        Assert.Contains("│ output \\ class │ -1 │ 5 │", story, StringComparison.Ordinal);
        Assert.Contains("│ above 0        │  0 │ 2 │", story, StringComparison.Ordinal);
        Assert.Contains("\"layer_name\": \"fc", EngineProgram.Run("explain", folder["out"], "measure", "1", "0", "--json").Exits(0).Output,
            StringComparison.Ordinal);
        var report = File.ReadAllText(folder["out/report.html"]);
        Assert.Contains("Layers whose activations were measured", report, StringComparison.Ordinal);
        Assert.Contains("<td>fc&lt;1&gt;</td>", report, StringComparison.Ordinal);
        EngineProgram.Run("export", folder["out"], "--out", folder["export"]).Exits(0);
        EngineProgram.Run("merge", folder["out"], "--out", folder["merged"]).Exits(0);
        Assert.Equal(2, ResultTables.Of(folder["merged"], "neurons").Rows);
        EngineProgram.Run(measure).Exits(2).Says("--resume");
        EngineProgram.Run([.. measure, "--resume"]).Exits(0);
        EngineProgram.Run([.. measure, "--resume", "measures.permutations=2"]).Exits(2).Says("measures.permutations: 0 → 2");
        Write(folder, "y.npy", 5L, 5, 5, -1, -1, 5);
        EngineProgram.Run([.. measure, "--resume"]).Exits(2).Says("labels_sha256");
    }

    [Fact]
    public void Bad_input_is_named_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.npy", Few, 6, 2);
        Write(folder, "deep.npy", Few, 2, 3, 2);
        Write(folder, "nan.npy", [1, 0, 2, 0, 0, float.NaN, 0, 3, 0, 1, 0, 0], 6, 2);
        Write(folder, "flat.npy", Few, 12);
        Write(folder, "none.npy", [], 0, 2);
        Write(folder, "y.npy", 0L, 0, 0, 1, 1, 1);
        Write(folder, "two.npy", 0L, 1);
        Write(folder, "many.npy", [.. Enumerable.Range(0, 300).Select(label => (long)label)]);
        Refused(1, ["nan.npy"], "y.npy", [], "nan.npy, array nan: row 2, neuron 1 is NaN");
        Refused(1, ["deep.npy"], "two.npy", [], "[2, 3, 2]", "--reduce max", "--reduce mean", "--reduce flatten");
        Refused(1, ["deep.npy"], "y.npy", ["--reduce", "max"], "2 samples", "6 labels");
        Refused(1, ["flat.npy"], "y.npy", [], "flat.npy, array flat has the shape [12]", "[samples, neurons]");
        Refused(1, ["none.npy"], "y.npy", [], "none.npy, array none has the shape [0, 2]", "empty");
        Refused(1, ["a.npy"], "many.npy", [], "many.npy, array many has more than 256");
        Refused(1, ["a.npy"], "a.npy", [], "a.npy, array a has the shape [6, 2]: labels are [samples]");
        Refused(2, ["gone.npy"], "y.npy", [], "gone.npy: there is no such file");
        Refused(2, ["a.npy:b"], "y.npy", [], "has no array b; there are a");
        Refused(2, ["a.npy", "a.npy"], "y.npy", [], "twice");
        Refused(2, ["a.npy"], "y.npy", ["--reduce", "maxx"], "did you mean max?");
        Refused(2, ["a.npy"], "y.npy", ["ablation.random=2"], "without their network", "measures, pairs");
        Refused(2, ["a.npy"], "y.npy", ["pairs.scopes=[layer]"], "pairs.scopes", "did you mean layers?");
        // Six megabytes of 8-bit symbols and 255 bits of each do not fit one.
        Write(folder, "long.npy", new float[300_000], 100_000, 3);
        Write(folder, "labels.npy", new long[100_000]);
        Refused(
            1, ["long.npy"], "labels.npy", ["pairs.scopes=[layers]", "pairs.quantizer=uniform-8", "--memory", "1"],
            "pairs: 100000 symbols of 3 neurons under uniform-8 need 10 MiB, --memory is 1");
        Refused(2, ["a.npy"], "y.npy", ["measures.split=[train,test]"], "one set of samples");

        void Refused(int code, string[] activations, string labels, string[] more, params string[] says)
        {
            EngineProgram.Run(
                [
                    "measure", "--activations", .. activations.Select(name => folder[name]), "--labels", folder[labels], "--out",
                    folder["out"], .. more,
                ]).Exits(code).Says(says);
            Assert.False(Directory.Exists(folder["out"]));
        }
    }

    /// <summary>A pair coded as one symbol has, to scikit-learn, the mutual information of both neurons with the class.</summary>
    [Fact]
    public void Scikit_learn_finds_the_same_of_every_pair()
    {
        var python = PythonWitness.Require("numpy", "scipy.stats", "sklearn.metrics");
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "--out", folder["run"]).Exits(0);
        Export(Directory.GetFiles(folder["run/models"]).Single(), folder);
        EngineProgram.Run([
            "measure", "--activations", folder["first.npy"], folder["second.npy"], "--labels", folder["y.npy"], "--out", folder["out"],
            "pairs.scopes=[network]", "pairs.whole=true"]).Exits(0);
        var answer = PythonScript.Ask(
            python, "pairs.py", new { activations = new[] { folder["first.npy"], folder["second.npy"] }, labels = folder["y.npy"] });
        var pairs = ResultTables.Of(folder["out"], "pairs");
        Assert.Equal(23 * 22 / 2, pairs.Rows);
        Assert.Equal(pairs.Rows, answer.GetArrayLength());
        foreach (var (row, theirs) in answer.EnumerateArray().Index())
            Assert.All(theirs.EnumerateObject(), value => Assert.Equal(
                value.Value.GetDouble(), Convert.ToDouble(pairs[value.Name].Cell(row), CultureInfo.InvariantCulture), 1e-9));
    }

    private static void RequireSame(Table expected, Table found, string[] but)
    {
        Assert.Equal(expected.Rows, found.Rows);
        foreach (var column in expected.Schema.Columns.Select(column => column.Name).Except(but))
            Assert.All(
                Enumerable.Range(0, expected.Rows), row => Assert.Equal(expected[column].Cell(row), found[column].Cell(row)));
    }

    /// <summary>Writes the hidden outputs of the test images, as a device computes them.</summary>
    private static void Export(string model, TemporaryFolder folder)
    {
        var network = SequentialReader.Read(SafetensorsFile.Read(model).Tensors, Activation.Relu, model);
        var data = new DataSetLoader(new DataEnvironment { CacheRoot = folder["cache"] }).Load(DataSetRequest.Named("digits")).Test;
        using var packed = new PackedNetwork(network);
        using var pass = new ForwardPass(packed, data.Samples, VectorWidths.Widest);
        pass.Run(data.Features, 0, data.Samples);
        foreach (var (name, layer) in new[] { ("first", 1), ("second", 2) })
        {
            var outputs = pass.Output(layer);
            Write(
                folder, name + ".npy", [.. Enumerable.Range(0, data.Samples).SelectMany(sample => outputs[sample].ToArray())],
                data.Samples, outputs.Columns);
        }
        Write(folder, "y.npy", [.. data.Labels.Select(label => (long)label)]);
    }

    private static void Write(TemporaryFolder folder, string name, float[] values, params long[] shape)
    {
        using var file = File.Create(folder[name]);
        NpyWriter.Write(file, values, [.. shape]);
    }

    private static void Write(TemporaryFolder folder, string name, params long[] labels)
    {
        using var file = File.Create(folder[name]);
        NpyWriter.Write(file, labels, ImmutableArray.Create((long)labels.Length));
    }
}
