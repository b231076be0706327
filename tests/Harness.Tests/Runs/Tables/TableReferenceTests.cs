using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Tables;

public class TableReferenceTests
{
    [Fact]
    public void Every_table_is_described()
    {
        var defined = typeof(RunsTable).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RunsTable).Namespace)
            .Select(type => type.GetProperty("Definition")?.GetValue(null))
            .OfType<object>()
            .Select(definition => ((TableSchema)definition.GetType().GetProperty("Schema")!.GetValue(definition)!).Name);
        Assert.Equal(defined.Order(StringComparer.Ordinal), TableReference.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_column_has_its_type_and_meaning()
    {
        var page = TableReference.Markdown();
        Assert.Contains("| `started_at` | timestamp (UTC, milliseconds) | when the run began, UTC |", page, StringComparison.Ordinal);
        Assert.Contains("| `single_drop` | float64, nullable |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("|  |", page, StringComparison.Ordinal);
    }
}
