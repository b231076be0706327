using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cli.Tests.Support;
using Engine.Safetensors;
using Harness.Runs.Arrays;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>Activations that were saved are measured with the layers after them.</summary>
public sealed class MeasureHeadTests
{
    private static readonly string[] Settings =
    [
        "measures.permutations=20", "measures.quantizer=[one-bit,uniform-3]", "measures.sensitivity=[uniform-4]", "ablation.random=2",
        "ablation.classes=true",
    ];

    [Theory]
    [InlineData("relu", false)]
    [InlineData("gelu", false)]
    [InlineData("sigmoid", true)]
    public void The_tables_are_those_of_the_whole_network(string activation, bool isTold)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "network.hidden=[30,20]", $"network.activation={activation}",
            "training.batch_norm=true", "training.dropout=0", "--out", folder["run"]).Exits(0);
        EngineProgram.Run("activations", folder["run"], "--out", folder["outputs.npz"]).Exits(0);
        var model = Directory.GetFiles(folder["run/models"]).Single();
        EngineProgram.Run([
            "analyze", "--model", model, "--activation", activation, "--dataset", "digits", "--out", folder["analyze"], .. Settings])
            .Exits(0);
        // The first layer and its batch normalization are modules 0 and 1.
        using (var file = File.Create(folder["head.safetensors"]))
            SafetensorsFile.Write(file, [.. SafetensorsFile.Read(model).Tensors.Where(tensor => tensor.Name[0] > '1')]);
        string[] layer = ["--activations", folder["outputs.npz:layer_1"], "--labels", folder["outputs.npz:y"]];
        string[] known = isTold ? ["--activation", activation] : [];
        var accuracy = ResultTables.Of(folder["analyze"], "runs")["test_accuracy"].Cell(0)!;
        EngineProgram.Run([
            "measure", .. layer, .. known, "--head", folder["head.safetensors"], "--head-activation", activation, "--bn-eps", "1e-5",
            "--expect", folder["outputs.npz"], "--expect-accuracy", accuracy, "--out", folder["head"], .. Settings])
            .Exits(0).Says("as expected: the logits of 360 samples differ by at most");
        string[] tables = ["neurons", "histograms", "ablation", "ablation_classes", "insights", "bin_sensitivity"];
        Assert.All(
            tables, table => RequireSame(ResultTables.Of(folder["analyze"], table), ResultTables.Of(folder["head"], table), ["run_id"]));
        var (whole, run) = (ResultTables.Of(folder["analyze"], "runs"), ResultTables.Of(folder["head"], "runs"));
        Assert.All(["hidden", "test_accuracy", "test_loss"], column => Assert.Equal(whole[column].Cell(0), run[column].Cell(0)));
        Assert.Equal(
            (isTold ? activation : $"unknown, {activation}", "[\"layer_1\"]"), (run["activation"].Cell(0), run["layer_names"].Cell(0)));
        // Of the activations alone the measures are the same; q-values are of all neurons that are measured together.
        EngineProgram.Run([
            "measure", .. layer, .. known, "--out", folder["alone"], .. Settings.Where(setting => setting[0] == 'm')]).Exits(0);
        string[] ofHead =
            ["run_id", "q_value", "outgoing_norm", "single_drop", "single_drop_ablated", "single_drop_changed", "effectively_inactive"];
        RequireFirstSame(ResultTables.Of(folder["alone"], "neurons"), ResultTables.Of(folder["head"], "neurons"), ofHead);
        RequireFirstSame(ResultTables.Of(folder["alone"], "histograms"), ResultTables.Of(folder["head"], "histograms"), ["run_id"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_neuron_after_another_is_removed(bool isHalf)
    {
        using var folder = new TemporaryFolder();
        WriteByHand(folder);
        if (isHalf)
            WriteHalves(folder["a.npy"]);
        EngineProgram.Run(
            "measure", "--activations", folder["a.npy"], "--labels", folder["y.npy"], "--head", folder["head.safetensors"], "--out",
            folder["out"], "measures.permutations=0", "ablation.random=1", "ablation.orders=[mean-activation]").Exits(0)
            .Says("accuracy on the samples of", "0.7500 (3 of 4)");
        // The logits are the outputs. By hand: intact -1 0, 2 1, 0 1 and 0 3 say classes 1, 0, 1, 1 of labels 0, 0, 1, 1: 3 of 4.
        // Without neuron 0: 0 0, 0 1, 0 1, 0 3 say 0 (a tie), 1, 1, 1: 3 of 4, two answers changed. Without neuron 1: -1 0, 2 0, 0 0,
        // 0 0 say 1, 0, 0, 0: 1 of 4, two changed.
        var neurons = ResultTables.Of(folder["out"], "neurons");
        Assert.Equal(["0", "0.5"], Column(neurons, "single_drop"));
        Assert.Equal(["2", "2"], Column(neurons, "single_drop_changed"));
        // (-1 + 2) / 4 and 5 / 4.
        Assert.Equal(["0.25", "1.25"], Column(neurons, "mean_activation"));
        var ablation = ResultTables.Of(folder["out"], "ablation");
        var ascending = Enumerable.Range(0, ablation.Rows).Where(row =>
            ablation["direction"].Cell(row) == "ascending" && ablation["scope"].Cell(row) == "layer-1").ToArray();
        // Nothing left: 0 0 always says class 0.
        Assert.Equal(["3", "3", "2"], ascending.Select(row => ablation["correct"].Cell(row)));
        Assert.Equal(["-1", "0", "1"], ascending.Select(row => ablation["neuron"].Cell(row)));
    }

    [Fact]
    public void Classes_are_found_by_their_names()
    {
        using var folder = new TemporaryFolder();
        WriteByHand(folder);
        string[] measure =
        [
            "measure", "--activations", folder["a.npy"], "--head", folder["head.safetensors"], "measures.permutations=0",
            "ablation.random=1",
        ];
        // Numbers count the names: 1 is owl. In sorted order cat would be class 0.
        Npz("numbers.npz", new NamedArray("y", [4], new long[] { 0, 0, 1, 1 }), new NamedArray("classes", [2], new long[] { 7, 3 }));
        EngineProgram.Run([.. measure, "--labels", folder["numbers.npz:y"], "--out", folder["numbers"]]).Exits(0)
            .Says("3 of 4", "classes: 0 = 7, 1 = 3");
        Assert.Equal("[\"7\",\"3\"]", ResultTables.Of(folder["numbers"], "runs")["class_names"].Cell(0));
        // The head names its classes.
        WriteHead(folder, new Dictionary<string, string> { [ClassNames.MetadataKey] = "[\"0\",\"1\"]" });
        Npz("none.npz", new NamedArray("y", [4], new long[] { 1, 1, 1, 1 }));
        EngineProgram.Run([.. measure, "--labels", folder["none.npz:y"], "--out", folder["none"]]).Exits(0).Says("3 of 4");

        void Npz(string name, params NamedArray[] arrays)
        {
            using var file = File.Create(folder[name]);
            NpzWriter.Write(file, arrays);
        }
    }

    [Fact]
    public void Every_verb_reads_the_folder()
    {
        using var folder = new TemporaryFolder();
        WriteByHand(folder);
        string[] measure =
        [
            "measure", "--activations", folder["a.npy"], "--labels", folder["y.npy"], "--head", folder["head.safetensors"], "--out",
            folder["out"], "measures.permutations=0", "ablation.random=1",
        ];
        EngineProgram.Run([.. measure, "measures.split=train"]).Exits(0)
            .Says("a: some outputs are below 0, and --activation is not given", "0.7500 (3 of 4)");
        Assert.Equal("train", ResultTables.Of(folder["out"], "ablation")["split"].Cell(0));
        Assert.Contains(
            "layer 1 (a), neuron 0", EngineProgram.Run("explain", folder["out"], "measure", "1", "0").Exits(0).Output,
            StringComparison.Ordinal);
        EngineProgram.Run("rank", folder["out"]).Exits(0);
        EngineProgram.Run("report", folder["out"]).Exits(0);
        EngineProgram.Run("activations", folder["out"], "--out", folder["b.npz"]).Exits(2).Says("its network is not known whole");
        EngineProgram.Run([.. measure, "measures.split=train", "--resume"]).Exits(0);
        EngineProgram.Run([.. measure, "measures.split=train", "--resume", "--activation", "leaky-relu"]).Exits(2)
            .Says("activations.activation");
    }

    [Fact]
    public void Bad_input_is_named_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        WriteByHand(folder);
        Write(folder, "three.npy", new float[12], 4, 3);
        Write(folder, "nan.npy", [1, 2, 3, 4, float.NaN, 6, 7, 8], 4, 2);
        Write(folder, "deep.npy", new float[16], 4, 2, 2);
        WriteLabels(folder, "three-classes.npy", 0, 1, 2, 2);
        File.WriteAllBytes(folder["none.safetensors"], RawSafetensors.Of("{}", 0));
        WriteHead(folder, new Dictionary<string, string>(), "deep.safetensors", 3);
        Refused(2, ["three.npy"], "y.npy", [], "head.safetensors takes 2 inputs, and three has 3 neurons");
        Refused(2, ["a.npy"], "three-classes.npy", [], "gives 2 logits", "3 classes (0, 1, 2)", "an array classes");
        Refused(2, ["a.npy", "three.npy"], "y.npy", [], "the activations of one layer, and --activations has 2", "three.npy");
        Refused(1, ["nan.npy"], "y.npy", [], "nan.npy, array nan: row 2, neuron 0 is NaN");
        Refused(1, ["deep.npy"], "y.npy", [], "--reduce");
        Refused(1, ["a.npy"], "y.npy", ["--head", folder["none.safetensors"]], "holds no Linear layer");
        Refused(2, ["a.npy"], "y.npy", ["--head", folder["gone.safetensors"]], "--head", "there is no such file");
        Refused(2, ["a.npy"], "y.npy", ["--head", folder["deep.safetensors"]], "give --head-activation A");
        Refused(1, ["a.npy"], "y.npy", ["--activation", "relu"], "a: neuron 0 has the output -1, which relu does not give");
        Refused(1, ["a.npy"], "y.npy", ["--expect-accuracy", "0.249"], "0.7500 (3 of 4), expected is 0.249", "first Linear");
        Refused(2, ["a.npy"], "y.npy", ["ablation.split=train"], "one set of samples");
        Refused(2, ["a.npy"], "y.npy", ["measures.split=[train,test]"], "one set of samples");
        Refused(2, ["a.npy"], "y.npy", ["input.mean=1"], "a head takes activations as they are");
        Refused(2, ["a.npy"], "y.npy", ["ablation.random=-1"], "ablation.random");
        EngineProgram.Run(
            "measure", "--activations", folder["a.npy"], "--labels", folder["y.npy"], "--out", folder["out"], "--layers", "fc").Exits(2)
            .Says("--layers is about --head, which is not given");
        using (var file = File.Create(folder["wide.npy"]))
            NpyWriter.Write(file, new float[140_000 * 2], [140_000, 2]);
        WriteLabels(folder, "many.npy", [.. Enumerable.Range(0, 140_000).Select(sample => (long)(sample % 2))]);
        // 140,000 x 2 float32 held twice are 2.1 MiB.
        Refused(1, ["wide.npy"], "many.npy", ["--memory", "2"], "need 3 MiB; --memory is 2");

        void Refused(int code, string[] activations, string labels, string[] more, params string[] says)
        {
            string[] head = more.Contains("--head") ? [] : ["--head", folder["head.safetensors"]];
            EngineProgram.Run(
                [
                    "measure", "--activations", .. activations.Select(name => folder[name]), "--labels", folder[labels], "--out",
                    folder["out"], .. head, .. more,
                ]).Exits(code).Says(says);
            Assert.False(Directory.Exists(folder["out"]));
        }
    }

    private static readonly float[] ByHand = [-1, 0, 2, 1, 0, 1, 0, 3];

    /// <summary>Two neurons whose outputs are the logits, of which some are negative, on four samples.</summary>
    private static void WriteByHand(TemporaryFolder folder)
    {
        Write(folder, "a.npy", ByHand, 4, 2);
        WriteLabels(folder, "y.npy", 0, 0, 1, 1);
        WriteHead(folder, new Dictionary<string, string>());
    }

    /// <param name="hidden">Neurons of a hidden layer between; 0 for none.</param>
    private static void WriteHead(
        TemporaryFolder folder, Dictionary<string, string> metadata, string name = "head.safetensors", int hidden = 0)
    {
        NamedTensor[] tensors = hidden == 0
            ? [new NamedTensor("fc.weight", [2, 2], [1, 0, 0, 1]), new NamedTensor("fc.bias", [2], [0, 0])]
            :
            [
                new NamedTensor("0.weight", [hidden, 2], new float[2 * hidden]), new NamedTensor("0.bias", [hidden], new float[hidden]),
                new NamedTensor("2.weight", [2, hidden], new float[2 * hidden]), new NamedTensor("2.bias", [2], [0, 0]),
            ];
        using var file = File.Create(folder[name]);
        SafetensorsFile.Write(file, tensors, metadata);
    }

    private static void WriteHalves(string path)
    {
        Half[] halves = [.. ByHand.Select(value => (Half)value)];
        var header = "{'descr': '<f2', 'fortran_order': False, 'shape': (4, 2), }".PadRight(117) + "\n";
        using var file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header)]);
        file.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    private static void Write(TemporaryFolder folder, string name, float[] values, params long[] shape)
    {
        using var file = File.Create(folder[name]);
        NpyWriter.Write(file, values, [.. shape]);
    }

    private static void WriteLabels(TemporaryFolder folder, string name, params long[] labels)
    {
        using var file = File.Create(folder[name]);
        NpyWriter.Write(file, labels, ImmutableArray.Create((long)labels.Length));
    }

    private static IEnumerable<string?> Column(Table table, string name) =>
        Enumerable.Range(0, table.Rows).Select(row => table[name].Cell(row));

    private static void RequireSame(Table expected, Table found, string[] but)
    {
        Assert.Equal(expected.Rows, found.Rows);
        RequireFirstSame(expected, found, but);
    }

    /// <summary>The rows of the second table begin with those of the first, but for the rows of other quantizers between.</summary>
    private static void RequireFirstSame(Table expected, Table found, string[] but)
    {
        int[] own = [.. Enumerable.Range(0, found.Rows).Where(row =>
            !found.Schema.Columns.Any(column => column.Name == "layer") || expected.Rows == found.Rows || found["layer"].Cell(row) == "1")];
        Assert.NotEqual(0, expected.Rows);
        Assert.Equal(expected.Rows, own.Length);
        foreach (var column in expected.Schema.Columns.Select(column => column.Name).Except(but))
            Assert.Equal(Column(expected, column), own.Select(row => found[column].Cell(row)));
    }
}
