using Harness.Tests.Runs.Sweeps;
using Testing.Results;
using Testing.Tables.Witnesses;

namespace Harness.Tests.Runs.Results;

/// <summary>DuckDB and hyparquet read the tables of a run as we do.</summary>
public sealed class WitnessTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    public static MatrixTheoryData<string, string> ReadersAndTables =>
        new(["read-duckdb.mjs", "read-hyparquet.mjs"], ["runs", "epochs", "neurons", "histograms", "ablation", "insights"]);

    [Theory]
    [MemberData(nameof(ReadersAndTables))]
    public void A_table_of_one_run(string reader, string table)
    {
        var file = Path.Combine(sweep.Path, table, sweep.Runs[0] + ".parquet");
        Cells.AssertEqual(ResultTables.Read(file).Table, NodeWitness.Run(reader, file).Columns);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("neurons")]
    [InlineData("ablation")]
    public void DuckDb_reads_the_table_of_a_whole_sweep(string table)
    {
        var columns = NodeWitness.Run("read-duckdb.mjs", Path.Combine(sweep.Path, table, "*.parquet")).Columns;
        var parts = sweep.Runs.Select(run => ResultTables.Of(sweep.Path, table, run)).ToArray();
        Assert.Equal(parts.Sum(part => part.Rows), columns[0].Cells.Length);
        Assert.Equal(sweep.Runs, columns[0].Cells.Distinct().Order(StringComparer.Ordinal));
    }
}
