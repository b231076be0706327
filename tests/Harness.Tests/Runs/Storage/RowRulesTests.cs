using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Storage;

/// <summary>One wrong value in a table of a sweep.</summary>
public sealed class RowRulesTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    /// <summary>Table, column, row, value (null for a null), and what is said.</summary>
    public static TheoryData<string, string, int, object?, string> Values => new()
    {
        { "histograms", "class", 1, -1, "row 1: class is -1, at least 0 is needed" },
        { "histograms", "class", 1, int.MaxValue, "row 1 is of bin 0 and class 2147483647, which is not the cell that comes next" },
        { "histograms", "class", 1, 0, "is not the cell that comes next" },
        { "histograms", "class", 1, null, "row 1: class is null, a value is needed" },
        { "histograms", "bin", 12, -1, "row 12: bin is -1, at least 0 is needed" },
        { "histograms", "bin", 12, int.MaxValue, "row 12 is of bin 2147483647 and class 2" },
        { "histograms", "bin", 10, 0, "row 11 is of bin 1 and class 1" },
        { "histograms", "layer", 12, 2, "row 12 is of bin 1 and class 2" },
        { "histograms", "count", 3, -1, "row 3: count is -1" },
        { "histograms", "lower_edge", 3, null, "row 3: lower_edge is null" },
        { "neurons", "bins", 0, -1, "row 0: bins is -1, at least 1 is needed" },
        { "neurons", "bins", 0, 0, "row 0: bins is 0, at least 1 is needed" },
        { "neurons", "bins", 0, int.MaxValue, "row 0: bins is 2147483647, at most 256 is needed" },
        { "neurons", "bins", 0, null, "row 0: bins is null" },
        { "neurons", "layer", 2, int.MinValue, "row 2: layer is -2147483648" },
        { "neurons", "run_id", 1, "another", "row 1 is of the run another, the file of small-s0" },
        { "ablation", "neuron", 2, -5, "row 2: neuron is -5" },
        { "ablation", "scope", 2, null, "row 2: scope is null" },
        { "insights", "name", 0, null, "row 0: name is null" },
        { "epochs", "epoch", 0, -1, "row 0: epoch is -1" },
        { "runs", "spec", 0, "{", "its spec is not a JSON object" },
        { "runs", "spec", 0, "[1]", "its spec is not a JSON object" },
        { "runs", "spec", 0, "", "its spec is not a JSON object" },
        { "runs", "spec", 0, "{\"a\": 1, \"a\": 2}", "its spec is not a JSON object" },
        { "runs", "spec", 0, "{}", "its spec is not the one that the run's id was made of" },
        { "runs", "spec", 0, null, "row 0: spec is null" },
        { "runs", "name", 0, null, "row 0: name is null" },
        { "runs", "status", 0, "well", "its status is well, done or failed is needed" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_that_no_sweep_writes_is_named(string table, string column, int row, object? value, string said)
    {
        var whole = Read(table);
        Assert.Null(RowRules.Fault(table, sweep.Runs[0], whole));
        var found = whole[column];
        if (value is not null)
            found.Values.SetValue(value, row);
        var present = Enumerable.Range(0, whole.Rows).Select(at => at != row || value is not null).ToArray();
        Assert.Contains(said, Fault(table, whole, column, found with { Present = present }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs", "seed", "column seed holds String, Int64 is needed")]
    [InlineData("histograms", "count", "column count holds String, Int32 is needed")]
    public void A_column_of_another_kind_is_named(string table, string column, string said)
    {
        var whole = Read(table);
        Assert.Equal(said, Fault(table, whole, column, new ColumnValues(Enumerable.Repeat("0", whole.Rows).ToArray()), ColumnKind.Text));
    }

    [Fact]
    public void A_run_has_one_row()
    {
        var whole = Read("runs");
        var none = whole.Columns.Select(column => new ColumnValues(Array.CreateInstance(column.Values.GetType().GetElementType()!, 0)));
        Assert.Equal(
            "it has 0 rows, needed is one", RowRules.Fault("runs", sweep.Runs[0], new Table(whole.Schema, [.. none])));
    }

    [Theory]
    [InlineData("{\"insights\": 5}")]
    [InlineData("{\"insights\": null}")]
    [InlineData("{\"insights\": {\"epsilon\": 0.02, \"delta\": \"a\", \"significance\": 0.05}}")]
    public void Thresholds_of_readings_are_numbers_whatever_the_id(string spec)
    {
        var whole = Read("runs");
        ((string[])whole["run_id"].Values)[0] = "plain";
        ((string[])whole["spec"].Values)[0] = spec;
        Assert.Equal("its spec has no numbers epsilon, delta, significance under insights", RowRules.Fault("runs", "plain", whole));
    }

    /// <summary>A newer version adds tables and columns; an older one lacks some.</summary>
    [Fact]
    public void What_is_not_known_is_not_judged_and_what_is_absent_is_not_missed()
    {
        var whole = Read("neurons");
        Assert.Null(RowRules.Fault("tomorrow", "any", whole));
        var place = whole.Schema.IndexOf("entropy");
        var newer = new Table(
            whole.Schema with { Columns = whole.Schema.Columns.SetItem(place, new Column("tomorrow", ColumnKind.Float64, true, "")) },
            whole.Columns);
        Assert.Null(RowRules.Fault("neurons", sweep.Runs[0], newer));
    }

    private Table Read(string table) => ResultTables.Of(sweep.Path, table, sweep.Runs[0]);

    private string? Fault(string table, Table whole, string column, ColumnValues values, ColumnKind? kind = null)
    {
        var place = whole.Schema.IndexOf(column);
        var changed = whole.Schema.Columns[place] with { Nullable = true, Kind = kind ?? whole.Schema.Columns[place].Kind };
        return RowRules.Fault(
            table, sweep.Runs[0],
            new Table(whole.Schema with { Columns = whole.Schema.Columns.SetItem(place, changed) }, whole.Columns.SetItem(place, values)));
    }
}
