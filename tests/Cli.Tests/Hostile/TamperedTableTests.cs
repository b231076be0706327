using Cli.Tests.Support;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Tables of a sweep, rewritten with one wrong value and a right checksum, read by every verb.</summary>
public sealed class TamperedTableTests : IClassFixture<SweepOfOne>
{
    private const string FileSizes = "file_sizes";

    private readonly SweepOfOne _sweep;

    public TamperedTableTests(SweepOfOne sweep) => _sweep = sweep;

    [Theory]
    [InlineData("histograms", "class", 1, -1, "row 1: class is -1, at least 0 is needed")]
    [InlineData("histograms", "bin", 12, int.MaxValue, "bin 2147483647 and class 2, which is not the cell that comes next")]
    [InlineData("neurons", "bins", 0, 0, "row 0: bins is 0, at least 1 is needed")]
    [InlineData("ablation", "scope", 2, null, "row 2: scope is null, a value is needed")]
    [InlineData("runs", "spec", 0, "[1]", "its spec is not a JSON object")]
    [InlineData("runs", "spec", 0, "{\"insights\": 5}", "its spec is not the one that the run's id was made of")]
    public void A_value_that_no_sweep_writes_is_named_by_every_verb(string table, string column, int row, object? value, string said)
    {
        using var folder = new TemporaryFolder();
        var (file, output) = (Tampered(folder, table, column, row, value), folder["out"]);
        var status = EngineProgram.Run("status", output, "--verify").Exits(1).Output;
        Assert.Contains("0 done, 0 failed, 1 missing", status, StringComparison.Ordinal);
        Assert.Contains(file, status, StringComparison.Ordinal);
        Assert.Contains(said, status, StringComparison.Ordinal);
        var merged = EngineProgram.Run("merge", output, "--out", folder["merged"]).Exits(0).Output;
        Assert.Contains("1 missing", merged, StringComparison.Ordinal);
        EngineProgram.Run("export", output, "--out", folder["exported"]).Exits(1).Says(file, said);
        Assert.False(Directory.Exists(folder["exported"]));
        // Of a row that cannot be read nothing is left to report.
        EngineProgram.Run("report", output).Exits(table == "runs" ? 1 : 0).Says(said);
        EngineProgram.Run("explain", output, "s0", "1", "0").Exits(1).Says(file, said);
        // Of files other than the row --resume looks at the sizes alone, which an earlier version did not keep.
        EngineProgram.Run([.. _sweep.Run, "--out", output, "--resume"]).Exits(0);
        var after = EngineProgram.Run("status", output, "--verify").Exits(table == "runs" ? 0 : 1).Output;
        Assert.Contains(table == "runs" ? "1 done" : "1 missing", after, StringComparison.Ordinal);
    }

    private string Tampered(TemporaryFolder folder, string table, string column, int row, object? value)
    {
        _sweep.CopyTo(folder["out"]);
        var file = Directory.GetFiles(folder[$"out/{table}"]).Single();
        Rewrite(file, whole =>
        {
            var (place, found) = (whole.Schema.IndexOf(column), whole[column]);
            var values = (Array)found.Values.Clone();
            if (value is not null)
                values.SetValue(value, row);
            var present = Enumerable.Range(0, whole.Rows).Select(at => found.IsPresent(at) && (at != row || value is not null)).ToArray();
            return new Table(
                whole.Schema with
                {
                    Columns = whole.Schema.Columns.SetItem(place, whole.Schema.Columns[place] with { Nullable = value is null }),
                },
                whole.Columns.SetItem(place, new ColumnValues(values, value is null ? present : null)));
        });
        // So that sizes say nothing.
        Rewrite(Directory.GetFiles(folder["out/runs"]).Single(), whole => whole);
        return file;
    }

    private static void Rewrite(string file, Func<Table, Table> change)
    {
        var before = ResultTables.Read(file);
        var metadata = before.Metadata.Where(pair => pair.Key != FileSizes).ToDictionary(pair => pair.Key, pair => pair.Value);
        using var stream = File.Create(file);
        new ParquetFormat().Write(stream, change(before.Table), metadata);
    }
}

/// <summary>The folder of a sweep of one run, to be copied.</summary>
public sealed class SweepOfOne : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SweepOfOne() => EngineProgram.Run([.. Run, "--out", _folder["out"]]).Exits(0);

    /// <summary>The arguments that it was made with, without its folder.</summary>
    public string[] Run =>
    [
        "run", _folder.Write("spec.yaml", SpecTexts.Digits), "training.epochs=1", "ablation.random=1", "measures.permutations=0", "seeds=1",
        "--quiet",
    ];

    public void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(_folder["out"], "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_folder["out"], file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();
}
