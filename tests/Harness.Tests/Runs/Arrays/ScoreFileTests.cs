using Engine;
using Engine.Ablation;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Arrays;

public sealed class ScoreFileTests
{
    [Fact]
    public void Columns_are_found_by_name_and_may_hold_any_numbers()
    {
        var scores = ScoreFile.Of("s", TestTable.Columns(
            Column("index", ColumnKind.Text, new[] { "a", "b", "c" }),
            Column("score", ColumnKind.Float32, new[] { 0.5f, -1, 2 }),
            Column("neuron", ColumnKind.Int64, new[] { 0L, 1, 0 }),
            Column("layer", ColumnKind.Float64, new[] { 1.0, 1, 2 })));
        Assert.Equal((0.5, -1.0, 2.0), (scores[new NeuronId(1, 0)], scores[new NeuronId(1, 1)], scores[new NeuronId(2, 0)]));
        Assert.Null(scores.Misfit([2, 1]));
    }

    [Fact]
    public void A_Parquet_file_is_read()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["s.parquet"]))
            new ParquetFormat().Write(file, Whole(1, [0.25, 4]), new Dictionary<string, string>());
        Assert.Equal(4, ScoreFile.Read(folder["s.parquet"])[new NeuronId(1, 1)]);
        File.WriteAllBytes(folder["s.parquet"], File.ReadAllBytes(folder["s.parquet"])[..^9]);
        Assert.Contains("s.parquet", Assert.Throws<UserErrorException>(() => ScoreFile.Read(folder["s.parquet"])).Message);
        Assert.Contains("no such file", Assert.Throws<UserErrorException>(() => ScoreFile.Read(folder["t.parquet"])).Message);
    }

    [Fact]
    public void A_score_that_is_missing_is_named_by_its_neuron()
    {
        var table = TestTable.Columns(
            Column("layer", ColumnKind.Int32, new[] { 1, 1 }), Column("neuron", ColumnKind.Int32, new[] { 0, 1 }),
            ("score", ColumnKind.Float64, new[] { 1.0, 0 }, [true, false], true));
        Assert.Contains("layer 1 neuron 1 (NaN)", Refused(table), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_something_else_is_refused_with_what_it_has()
    {
        Assert.Equal(
            "s has no column layer: it has layers, neuron, score, and a table of scores has layer, neuron and score; did you mean layers?",
            Refused(TestTable.Columns(
                Column("layers", ColumnKind.Int32, new[] { 1 }), Column("neuron", ColumnKind.Int32, new[] { 0 }),
                Column("score", ColumnKind.Float64, new[] { 1.0 }))));
        Assert.Contains(
            "the column score holds Text; numbers are needed",
            Refused(TestTable.Columns(
                Column("layer", ColumnKind.Int32, new[] { 1 }), Column("neuron", ColumnKind.Int32, new[] { 0 }),
                Column("score", ColumnKind.Text, new[] { "high" }))), StringComparison.Ordinal);
        Assert.Contains(
            "row 2 has 0.5 under neuron; a whole number is needed",
            Refused(TestTable.Columns(
                Column("layer", ColumnKind.Int32, new[] { 1, 1 }), Column("neuron", ColumnKind.Float64, new[] { 0, 0.5 }),
                Column("score", ColumnKind.Float64, new[] { 1.0, 2 }))), StringComparison.Ordinal);
        Assert.Contains(
            "row 1 has nothing under layer",
            Refused(TestTable.Columns(
                ("layer", ColumnKind.Int32, new[] { 0 }, [false], true), Column("neuron", ColumnKind.Int32, new[] { 0 }),
                Column("score", ColumnKind.Float64, new[] { 1.0 }))), StringComparison.Ordinal);
    }

    private static string Refused(Table table) => Assert.Throws<UserErrorException>(() => ScoreFile.Of("s", table)).Message;

    private static Table Whole(int layer, double[] scores) => TestTable.Columns(
        Column("layer", ColumnKind.Int32, scores.Select(_ => layer).ToArray()),
        Column("neuron", ColumnKind.Int32, Enumerable.Range(0, scores.Length).ToArray()), Column("score", ColumnKind.Float64, scores));

    private static (string, ColumnKind, Array, bool[]?, bool) Column(string name, ColumnKind kind, Array values) =>
        (name, kind, values, null, false);
}
