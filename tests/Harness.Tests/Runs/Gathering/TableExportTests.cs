using System.Collections.Immutable;
using Engine;
using Harness.Runs.Gathering;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Gathering;

/// <summary>Many small files become few large ones with the same rows.</summary>
public sealed class TableExportTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    [Fact]
    public void Every_table_has_all_rows_in_the_order_of_the_plan()
    {
        using var folder = new TemporaryFolder();
        var exported = Export(folder, []);
        Assert.Equal(["ablation", "epochs", "histograms", "insights", "neurons", "runs"], exported.Select(table => table.Table));
        Assert.All(exported, table => Assert.Equal(1, table.Files));
        foreach (var table in exported)
        {
            var whole = ResultTables.Read(folder[$"out/{table.Table}/part-0.parquet"]).Table;
            Assert.Equal(table.Rows, whole.Rows);
            var row = 0;
            foreach (var run in sweep.Runs)
            {
                var part = ResultTables.Of(sweep.Path, table.Table, run);
                foreach (var column in part.Schema.Columns)
                    Assert.Equal(
                        Enumerable.Range(0, part.Rows).Select(part[column.Name].Cell),
                        Enumerable.Range(row, part.Rows).Select(whole[column.Name].Cell));
                row += part.Rows;
            }
            Assert.Equal(row, whole.Rows);
        }
    }

    [Fact]
    public void A_partition_has_a_folder_for_each_value()
    {
        using var folder = new TemporaryFolder();
        Export(folder, ["dataset", "seed"], "neurons");
        for (var seed = 0; seed < 3; seed++)
        {
            var table = ResultTables.Read(folder[$"out/neurons/dataset=digits/seed={seed}/part-{seed}.parquet"]).Table;
            Assert.Equal([sweep.Runs[seed]], table.Values<string>("run_id").Distinct());
        }
        Assert.Equal(3, SameResults.Files(folder["out"]).Length);
    }

    /// <summary>Pandas and Arrow fail on a column that has one type in the files and another in the folders' names.</summary>
    [Fact]
    public void What_the_folders_say_the_files_do_not()
    {
        using var folder = new TemporaryFolder();
        Assert.All(Export(folder, ["learning_rate", "seed", "batch_norm"], "runs"), table => Assert.Equal(0, table.Lost + table.NotDone));
        for (var seed = 0; seed < 3; seed++)
        {
            var path = folder[$"out/runs/learning_rate=0.01/seed={seed}/batch_norm=false/part-{seed}.parquet"];
            var names = ResultTables.Read(path).Table.Schema.Columns.Select(column => column.Name).ToArray();
            Assert.Equal(ResultTables.Of(sweep.Path, "runs", sweep.Runs[seed]).Schema.Columns.Select(column => column.Name)
                .Except(["learning_rate", "seed", "batch_norm"]), names);
        }
    }

    [Theory]
    [InlineData("0.00001", "1e-5")]
    [InlineData("0.0000000001", "1e-10")]
    [InlineData("1E-30", "1e-30")]
    [InlineData("0", "0")]
    public void Numbers_are_folders_without_an_exponent_within_the_range_of_decimals(string name, string l2)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(1, new TestSweep(folder["one"], $"training.l2={l2}", "seeds=1", "training.epochs=1").Run().Done);
        new TableExport(new ResultFolder(folder["one"]), folder["out"], ["l2"], TableExport.DefaultRows).Run(["runs"]);
        Assert.True(Directory.Exists(folder[$"out/runs/l2={name}"]), string.Join(", ", SameResults.Files(folder["out"])));
    }

    [Fact]
    public void A_failed_export_leaves_nothing_and_runs_without_a_file_are_counted()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(3, new TestSweep(folder["some"]).Run().Done);
        var files = Directory.GetFiles(folder["some/neurons"]).Order(StringComparer.Ordinal).ToArray();
        File.Delete(files[0]);
        var export = new TableExport(new ResultFolder(folder["some"]), folder["out"], [], TableExport.DefaultRows);
        File.WriteAllText(files[1], "another program's");
        Assert.ThrowsAny<UserErrorException>(() => export.Run([]));
        Assert.False(Directory.Exists(folder["out"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder[""], ".unfinished*"));
        File.Delete(files[1]);
        Assert.Equal(2, export.Run([]).Tables.Single(table => table.Table == "neurons").Lost);
    }

    [Fact]
    public void A_file_is_closed_when_it_is_full()
    {
        using var folder = new TemporaryFolder();
        var exported = Export(folder, [], rows: 1, "epochs");
        Assert.Equal((3, 6L), (Assert.Single(exported).Files, exported[0].Rows));
        Assert.Equal(["epochs/part-0.parquet", "epochs/part-1.parquet", "epochs/part-2.parquet"], SameResults.Files(folder["out"]));
    }

    [Fact]
    public void A_column_that_a_file_lacks_is_null_in_its_rows()
    {
        using var folder = new TemporaryFolder();
        var source = Copy(folder);
        var path = Path.Combine(source, "epochs", sweep.Runs[1] + ".parquet");
        var table = ResultTables.Read(path).Table;
        var shorter = new Harness.Runs.Tables.Table(table.Schema with { Columns = table.Schema.Columns[..^1] }, table.Columns[..^1]);
        using (var stream = File.Create(path))
            new ParquetFormat().Write(stream, shorter, new Dictionary<string, string>());
        new TableExport(new ResultFolder(source), folder["out"], [], 1000).Run(["epochs"]);
        var column = ResultTables.Read(folder["out/epochs/part-0.parquet"]).Table[table.Schema.Columns[^1].Name];
        Assert.Equal([true, true, false, false, true, true], Enumerable.Range(0, 6).Select(column.IsPresent));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("foreign")]
    [InlineData("another table")]
    public void A_file_that_is_not_the_tables_is_an_error_that_names_it(string kind)
    {
        using var folder = new TemporaryFolder();
        var source = Copy(folder);
        var path = Path.Combine(source, "epochs", sweep.Runs[1] + ".parquet");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, kind switch
        {
            "truncated" => bytes[..^20],
            "foreign" => "PAR1 of somebody"u8.ToArray(),
            _ => File.ReadAllBytes(Path.Combine(source, "runs", sweep.Runs[1] + ".parquet")),
        });
        var mistake = Assert.Throws<UserErrorException>(
            () => new TableExport(new ResultFolder(source), folder["out"], [], 1000).Run(["epochs"]));
        Assert.Contains("epochs", mistake.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out/epochs"]) && Directory.EnumerateFiles(folder["out/epochs"]).Any());
    }

    [Fact]
    public void What_there_is_not_cannot_be_exported()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            "--table neuron: ", Assert.Throws<UsageException>(() => Export(folder, [], "neuron")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "--partition sed: ", Assert.Throws<UsageException>(() => Export(folder, ["sed"], "neurons")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_no_name_of_a_folder_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        var spec = ResultTables.Of(sweep.Path, "runs", sweep.Runs[0]).Values<string>("spec").Single();
        var name = $"spec={Uri.EscapeDataString(spec)}";
        Assert.True(name.Length > 255);
        Refuses("spec", $"has {spec.Length} characters for {sweep.Runs[0]}, of which a folder's name would have {name.Length};");
        Refuses("seed", "--partition seed is given twice", "dataset", "seed");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        void Refuses(string key, string said, params string[] before) => Assert.Contains(
            said, Assert.Throws<UsageException>(() => Export(folder, [.. before, key], "neurons")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step", "ablation")]
    [InlineData("name", "insights")]
    public void A_column_of_another_meaning_is_not_replaced_by_a_run_s(string key, string table)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            $"--partition {key}: the table {table} has a column {key} of its own",
            Assert.Throws<UsageException>(() => Export(folder, [key], "neurons", table)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Single(Export(folder, [key], "runs"));
    }

    [Theory]
    [InlineData(249, true)] // error= and 249 letters are 255
    [InlineData(250, false)]
    [InlineData(0, false)]
    public void The_longest_name_of_a_folder_has_255_characters(int letters, bool fits)
    {
        using var folder = new TemporaryFolder();
        var source = Copy(folder);
        foreach (var run in sweep.Runs)
        {
            var row = ResultTables.Of(source, "runs", run);
            var place = row.Schema.Columns.Select(column => column.Name).ToList().IndexOf("error");
            var error = new Harness.Runs.Tables.ColumnValues(new[] { new string('e', letters) }, new[] { true });
            using var stream = File.Create(Path.Combine(source, "runs", run + ".parquet"));
            new ParquetFormat().Write(
                stream, new Harness.Runs.Tables.Table(row.Schema, row.Columns.SetItem(place, error)), new Dictionary<string, string>());
        }
        void Export() => new TableExport(new ResultFolder(source), folder["out"], ["error"], 1000).Run(["runs"]);
        if (!fits)
            Assert.Contains("--partition error: ", Assert.Throws<UsageException>(Export).Message, StringComparison.Ordinal);
        else
            Export();
        Assert.Equal(fits, Directory.Exists(folder[$"out/runs/error={new string('e', letters)}"]));
    }

    private ImmutableArray<ExportedTable> Export(TemporaryFolder folder, ImmutableArray<string> partition, params string[] tables) =>
        Export(folder, partition, TableExport.DefaultRows, tables);

    private ImmutableArray<ExportedTable> Export(
        TemporaryFolder folder, ImmutableArray<string> partition, int rows, params string[] tables) =>
        new TableExport(new ResultFolder(sweep.Path), folder["out"], partition, rows).Run(tables).Tables;

    private string Copy(TemporaryFolder folder)
    {
        foreach (var file in SameResults.Files(sweep.Path))
            folder.Write($"source/{file}", File.ReadAllBytes(Path.Combine(sweep.Path, file)));
        return folder["source"];
    }
}
