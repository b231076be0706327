using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Cli.Tests.Support;
using Engine.Safetensors;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>The same activations in every format give the same measures.</summary>
public sealed class MeasureFilesTests
{
    private const int Samples = 6, Neurons = 3;

    /// <summary>Numbers that every type holds.</summary>
    private static readonly float[] Values = [1, 0, -2, 0, 0.5f, 2, 0, 3, 0, 1, 0, 0, 4, 1, -1, 0, 0, 8];

    private static readonly long[] Labels = [0, 0, 1, 1, 2, 2];

    [Theory]
    [InlineData("npz")]
    [InlineData("safetensors")]
    [InlineData("bf16.safetensors")]
    [InlineData("f16.safetensors")]
    [InlineData("wide.parquet")]
    [InlineData("numbered.parquet")]
    public void Each_format_gives_the_measures_of_npy(string format)
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["plain.npy"]))
            NpyWriter.Write(file, Values, [Samples, Neurons]);
        using (var file = File.Create(folder["y.npy"]))
            NpyWriter.Write(file, Labels, [Samples]);
        var (activations, labels) = Write(folder, format);
        Run("plain.npy", "y.npy", "plain").Exits(0);
        Run(activations, labels, "other").Exits(0);
        foreach (var table in new[] { "neurons", "histograms" })
        {
            Table expected = ResultTables.Of(folder["plain"], table), found = ResultTables.Of(folder["other"], table);
            Assert.Equal(expected.Rows, found.Rows);
            foreach (var column in expected.Schema.Columns.Select(column => column.Name).Where(name => name != "run_id"))
                Assert.All(Enumerable.Range(0, expected.Rows), row => Assert.Equal(expected[column].Cell(row), found[column].Cell(row)));
        }
        // The first neuron's are 1, 0, 0, 1, 4, 0.
        Assert.Equal("1", ResultTables.Of(folder["other"], "neurons")["mean_activation"].Cell(0));

        EngineResult Run(string activations, string labels, string output) => EngineProgram.Run(
            "measure", "--activations", folder[activations], "--labels", folder[labels], "--out", folder[output],
            "measures.quantizer=[one-bit,uniform-2]", "measures.permutations=3");
    }

    [Fact]
    public void The_outputs_that_the_engine_writes_as_Parquet_are_layers()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "ablation.random=1", "measures.permutations=0",
            "measures.split=test", "measures.quantizer=one-bit", "--out", folder["run"]).Exits(0);
        EngineProgram.Run("activations", folder["run"], "--format", "parquet", "--out", folder["o.parquet"]).Exits(0);
        EngineProgram.Run(
            "measure", "--activations", folder["o.parquet"], "--labels", folder["o.parquet:label"], "--out", folder["all"]).Exits(0);
        var run = ResultTables.Of(folder["all"], "runs");
        Assert.Equal(("14-9-10", "[\"layer_1\",\"layer_2\",\"logits\"]"), (run["hidden"].Cell(0), run["layer_names"].Cell(0)));
        EngineProgram.Run(
            "measure", "--activations", folder["o.parquet:layer_2"], "--labels", folder["o.parquet:label"], "--out", folder["second"])
            .Exits(0);
        var whole = ResultTables.Of(folder["run"], "neurons");
        int[] rows = [.. Enumerable.Range(0, whole.Rows).Where(row => whole["layer"].Cell(row) == "2")];
        Assert.Equal(9, rows.Length);
        var second = ResultTables.Of(folder["second"], "neurons");
        Assert.All(["entropy", "mutual_information", "mean_activation", "max_abs_activation"], column => Assert.Equal(
            rows.Select(row => whole[column].Cell(row)), Enumerable.Range(0, 9).Select(row => second[column].Cell(row))));
    }

    [Fact]
    public void What_is_not_clear_is_refused()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder["mixed.parquet"], ["f_0", "f_1", "id"], "kind");
        WriteTable(folder["none.parquet"], [], "kind");
        Refused(2, "mixed.parquet", "has columns f_0, f_1, … and beside them id", "mixed.parquet:f");
        Refused(2, "mixed.parquet:g", "neither a column of numbers g nor columns g_0, g_1", "f_0, f_1, kind, id, name");
        Refused(2, "mixed.parquet:kind", "neither a column of numbers kind");
        Refused(2, "none.parquet", "has no column of numbers but that of the labels");
        WriteTable(folder["null.parquet"], ["a", "b"], "kind", new ColumnValues(new float[Samples], [true, true, false, true, true, true]));
        Refused(1, "null.parquet", "b: row 2 is null");
        WriteTable(folder["nan.parquet"], ["a", "b"], "kind", new ColumnValues(new[] { 1, 2, 3, float.NaN, 0, 0 }));
        Refused(1, "nan.parquet", "row 3, neuron 1 is NaN");

        void Refused(int code, string activations, params string[] says)
        {
            EngineProgram.Run(
                "measure", "--activations", folder[activations], "--labels", folder[$"{activations.Split(':')[0]}:kind"], "--out",
                folder["out"]).Exits(code).Says(says);
            Assert.False(Directory.Exists(folder["out"]));
        }
    }

    private static (string Activations, string Labels) Write(TemporaryFolder folder, string format)
    {
        switch (format)
        {
            case "npz":
                using (var file = File.Create(folder["a.npz"]))
                    NpzWriter.Write(
                        file, [new NamedArray("fc", [Samples, Neurons], Values), new NamedArray("y", [Samples], Labels)]);
                // All of the file but its labels.
                return ("a.npz", "a.npz:y");
            case "safetensors":
                using (var file = File.Create(folder["a.safetensors"]))
                    SafetensorsFile.Write(file, [new NamedTensor("fc", [Samples, Neurons], Values)]);
                return ("a.safetensors:fc", "y.npy");
            case "bf16.safetensors":
                WriteTensor(folder["a.safetensors"], "BF16", value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16));
                return ("a.safetensors", "y.npy");
            case "f16.safetensors":
                WriteTensor(folder["a.safetensors"], "F16", value => BitConverter.HalfToUInt16Bits((Half)value));
                return ("a.safetensors", "y.npy");
            case "wide.parquet":
                // The label stands among the neurons; texts are none.
                WriteTable(folder["a.parquet"], ["left", "middle", "right"], "kind");
                return ("a.parquet", "a.parquet:kind");
            default:
                WriteTable(folder["a.parquet"], ["fc_0", "fc_1", "fc_2"], "kind");
                return ("a.parquet:fc", "y.npy");
        }
    }

    private static void WriteTensor(string path, string type, Func<float, ushort> convert)
    {
        ushort[] bits = [.. Values.Select(convert)];
        var header = Encoding.UTF8.GetBytes(
            "{" + RawSafetensors.Tensor("fc", $"{Samples},{Neurons}", 0, 2L * bits.Length, type) + "}");
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((ulong)header.Length));
        file.Write(header);
        file.Write(MemoryMarshal.AsBytes(bits.AsSpan()));
    }

    /// <summary>A table with a column for each neuron, the second of float64, the labels before the last.</summary>
    /// <param name="last">In place of the last neuron's values.</param>
    private static void WriteTable(string path, string[] neurons, string label, ColumnValues? last = null)
    {
        var (columns, values) = (new List<Column>(), new List<ColumnValues>());
        for (var neuron = 0; neuron < neurons.Length; neuron++)
        {
            float[] own = [.. Enumerable.Range(0, Samples).Select(sample => Values[(sample * Neurons) + neuron])];
            var isWide = neuron == 1 && last is null;
            columns.Add(new Column(neurons[neuron], isWide ? ColumnKind.Float64 : ColumnKind.Float32, last?.Present is not null, ""));
            values.Add(neuron == neurons.Length - 1 && last is not null
                ? last
                : new ColumnValues(isWide ? own.Select(value => (double)value).ToArray() : own));
        }
        columns.Insert(Math.Max(0, columns.Count - 1), new Column(label, ColumnKind.Int64, false, ""));
        values.Insert(Math.Max(0, values.Count - 1), new ColumnValues(Labels.ToArray()));
        columns.Add(new Column("name", ColumnKind.Text, false, ""));
        values.Add(new ColumnValues(Enumerable.Repeat("x", Samples).ToArray()));
        using var file = File.Create(path);
        new ParquetFormat().Write(
            file, new Table(new TableSchema("t", [.. columns]), values.ToImmutableArray()), new Dictionary<string, string>());
    }
}
