using Engine.Bounds;
using Harness.Runs.Gathering;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;
using Testing.Tables.Witnesses;

namespace Harness.Tests.Runs.Gathering;

/// <summary>Partitions of an export, read by DuckDB as the tree of Hive's folders that they are.</summary>
public sealed class HivePartitionTests : IDisposable
{
    private const string AllSeeds = "small-all-seeds-0123456789ab";

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _runs;

    public HivePartitionTests()
    {
        Assert.Equal(
            2, new TestSweep(_folder["sweep"], "sweep={training.l2: [0, 1e-5]}", "seeds=[7]", "training.epochs=1").Run().Done);
        _runs = [.. Manifest.Read(Source.ManifestPath).Runs];
        // A bound of each run, and one of all seeds together.
        foreach (var run in _runs.Append(AllSeeds))
            Source.Write(
                BoundsTable.Definition, run,
                [new BoundRow(run, new GeneralizationBound(0, BoundKind.XuRaginsky, "none", 0.5, 0.1, "none", "none"))]);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string?> InOrder => _runs.Append(AllSeeds).Order(StringComparer.Ordinal);

    private ResultFolder Source => new(_folder["sweep"]);

    [Fact]
    public void Fractions_are_numbers_where_the_types_say_so()
    {
        Export("l2", "seed");
        var columns = Read("neurons", "{'l2': DOUBLE}");
        Assert.Equal("DOUBLE", columns["l2"].Type);
        Assert.Equal("BIGINT", columns["seed"].Type);
        Assert.Equal(["0", "0.00001"], columns["l2"].Cells.Select(Plain).Distinct());
        Assert.Equal(["7"], columns["seed"].Cells.Distinct());
        Assert.Equal(_runs.Order(StringComparer.Ordinal), columns["run_id"].Cells.Distinct());
        // Said in the docs: without the types they are texts.
        Assert.Equal("VARCHAR", Read("neurons")["l2"].Type);
    }

    [Fact]
    public void A_file_of_all_seeds_lies_as_deep_as_those_of_runs_and_has_no_value_of_the_key()
    {
        Export("l2", "seed");
        const string Nowhere = "__HIVE_DEFAULT_PARTITION__";
        Assert.Equal(
            [$"l2=0.00001/seed=7", "l2=0/seed=7", $"l2={Nowhere}/seed={Nowhere}"],
            SameResults.Files(_folder["out/bounds"]).Select(file => Path.GetDirectoryName(file)));
        var columns = Read("bounds", "{'l2': DOUBLE, 'seed': BIGINT}");
        Assert.Equal(InOrder, columns["run_id"].Cells);
        // By id: all-seeds, l2_0, l2_1e-5.
        string?[] penalties = [null, "0", "0.00001"], seeds = [null, "7", "7"];
        Assert.Equal(penalties, columns["l2"].Cells.Select(Plain));
        Assert.Equal(seeds, columns["seed"].Cells.AsEnumerable());
    }

    [Fact]
    public void The_id_of_all_seeds_is_kept_where_runs_are_the_folders()
    {
        Export("run_id");
        Assert.Equal(InOrder, Read("bounds")["run_id"].Cells);
    }

    private void Export(params string[] keys) => new TableExport(Source, _folder["out"], [.. keys], TableExport.DefaultRows).Run([]);

    private Dictionary<string, WitnessColumn> Read(string table, params string[] types) =>
        NodeWitness.Run("hive-duckdb.mjs", [_folder[$"out/{table}/**/*.parquet"], .. types]).Columns
        .ToDictionary(column => column.Name, StringComparer.Ordinal);

    private static string? Plain(string? number) => number == "1e-05" || number == "0.00001" ? "0.00001" : number;
}
