using System.Collections.Immutable;
using Engine.Tables;

namespace Harness.Runs.Tables;

/// <summary>A table's columns, each with where its value is in a row: the one place that names, types and describes them.</summary>
public sealed class TableDefinition<TRow>
{
    private readonly ImmutableArray<ColumnBinding<TRow>> _columns;

    public TableDefinition(string name, params IEnumerable<ColumnBinding<TRow>> columns)
    {
        _columns = [.. columns];
        Schema = new TableSchema(name, [.. _columns.Select(binding => binding.Column)]);
    }

    public TableSchema Schema { get; }

    public Table Build(IReadOnlyList<TRow> rows) => new(Schema, [.. _columns.Select(binding => binding.Read(rows))]);
}
