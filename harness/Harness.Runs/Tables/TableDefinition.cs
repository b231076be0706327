using System.Collections.Immutable;
using Engine.Measures;

namespace Harness.Runs.Tables;

/// <summary>A table's columns: name, type and description of each, and how its value is read from a row.</summary>
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

/// <summary>A column and the function that reads its values from rows.</summary>
public sealed record ColumnBinding<TRow>(Column Column, Func<IReadOnlyList<TRow>, ColumnValues> Read);

/// <summary>Bindings by type. A nullable column takes null, and NaN for float64, as a value that does not exist.</summary>
public static class Columns<TRow>
{
    public static ColumnBinding<TRow> Text(string name, string description, Func<TRow, string> value) =>
        Required(name, ColumnKind.Text, description, value);

    public static ColumnBinding<TRow> TextOrNull(string name, string description, Func<TRow, string?> value) =>
        new(new Column(name, ColumnKind.Text, true, description), rows =>
        {
            var values = rows.Select(value).ToArray();
            return Masked([.. values.Select(text => text ?? "")], [.. values.Select(text => text is not null)]);
        });

    public static ColumnBinding<TRow> Boolean(string name, string description, Func<TRow, bool> value) =>
        Required(name, ColumnKind.Boolean, description, value);

    public static ColumnBinding<TRow> BooleanOrNull(string name, string description, Func<TRow, bool?> value) =>
        Optional(name, ColumnKind.Boolean, description, value);

    /// <param name="least">What no value is below.</param>
    /// <param name="most">What no value exceeds.</param>
    public static ColumnBinding<TRow> Int32(
        string name, string description, Func<TRow, int> value, int least = int.MinValue, int most = int.MaxValue)
    {
        var binding = Required(name, ColumnKind.Int32, description, value);
        return binding with { Column = binding.Column with { Range = (least, most) } };
    }

    public static ColumnBinding<TRow> Int32OrNull(string name, string description, Func<TRow, int?> value) =>
        Optional(name, ColumnKind.Int32, description, value);

    public static ColumnBinding<TRow> Int64(string name, string description, Func<TRow, long> value) =>
        Required(name, ColumnKind.Int64, description, value);

    public static ColumnBinding<TRow> Int64OrNull(string name, string description, Func<TRow, long?> value) =>
        Optional(name, ColumnKind.Int64, description, value);

    public static ColumnBinding<TRow> Float32(string name, string description, Func<TRow, float> value) =>
        Required(name, ColumnKind.Float32, description, value);

    public static ColumnBinding<TRow> Float64(string name, string description, Func<TRow, double> value) =>
        Required(name, ColumnKind.Float64, description, value);

    public static ColumnBinding<TRow> Float64OrNull(string name, string description, Func<TRow, double?> value) =>
        Optional<double>(name, ColumnKind.Float64, description, row => value(row) is { } number && !double.IsNaN(number) ? number : null);

    public static ColumnBinding<TRow> Timestamp(string name, string description, Func<TRow, DateTimeOffset> value) =>
        Required(
            name, ColumnKind.Timestamp, description, row => (value(row) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>The column of tables that follow a network through its training.</summary>
    public static ColumnBinding<TRow> OfEpoch(Func<TRow, int?> value)
    {
        var binding = Int32OrNull(
            "epoch", "epoch of training that the row is of, 0 before the first step; null for the network at the end", value);
        return binding with { Column = binding.Column with { Range = (0, int.MaxValue) } };
    }

    /// <summary>A measure's column.</summary>
    /// <param name="neuron">The neuron of a row.</param>
    public static ColumnBinding<TRow> OfMeasure(MeasureColumn column, Func<TRow, NeuronProfile> neuron)
    {
        ArgumentNullException.ThrowIfNull(column);
        double? Value(TRow row) => column.Value(neuron(row));
        double Number(TRow row) =>
            Value(row) ?? throw new InvalidOperationException($"{neuron(row).Id}: the column {column.Name} must have a value");
        return (column.Kind, column.IsOptional) switch
        {
            (CellKind.Number, false) => Float64(column.Name, column.Meaning, Number),
            (CellKind.Number, true) => Float64OrNull(column.Name, column.Meaning, Value),
            (CellKind.Class or CellKind.Count, false) => Int32(column.Name, column.Meaning, row => (int)Number(row)),
            (CellKind.Class or CellKind.Count, true) => Int32OrNull(column.Name, column.Meaning, row => (int?)Value(row)),
            (CellKind.Flag, false) => Boolean(column.Name, column.Meaning, row => Number(row) != 0),
            (CellKind.Flag, true) => BooleanOrNull(column.Name, column.Meaning, row => Value(row) is { } flag ? flag != 0 : null),
            _ => throw new ArgumentException($"the column {column.Name} is of no kind: {column.Kind}", nameof(column)),
        };
    }

    private static ColumnBinding<TRow> Required<T>(string name, ColumnKind kind, string description, Func<TRow, T> value) =>
        new(new Column(name, kind, false, description), rows => new ColumnValues(rows.Select(value).ToArray()));

    private static ColumnBinding<TRow> Optional<T>(string name, ColumnKind kind, string description, Func<TRow, T?> value)
        where T : struct =>
        new(new Column(name, kind, true, description), rows =>
        {
            var values = rows.Select(value).ToArray();
            return Masked([.. values.Select(item => item.GetValueOrDefault())], [.. values.Select(item => item.HasValue)]);
        });

    private static ColumnValues Masked<T>(T[] values, bool[] present) => new(values, present.Contains(false) ? present : null);
}
