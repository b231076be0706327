using System.Collections.Immutable;

namespace Harness.Runs.Tables;

/// <summary>A table in memory, column by column.</summary>
public sealed class Table
{
    /// <exception cref="ArgumentException">A column's type, length or nulls do not fit the schema.</exception>
    public Table(TableSchema schema, ImmutableArray<ColumnValues> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (columns.Length != schema.Columns.Length)
            throw new ArgumentException(
                $"table {schema.Name}: {columns.Length} columns given, the schema has {schema.Columns.Length}", nameof(columns));
        Rows = columns.Length == 0 ? 0 : columns[0].Rows;
        for (var i = 0; i < columns.Length; i++)
            Check(schema.Columns[i], columns[i]);
        Schema = schema;
        Columns = columns;
    }

    public TableSchema Schema { get; }

    public ImmutableArray<ColumnValues> Columns { get; }

    public int Rows { get; }

    /// <summary>Some of its rows, in the order given.</summary>
    public Table Of(int[] rows) => new(Schema, [.. Columns.Select(column => column.Of(rows))]);

    public ColumnValues this[string column] => Columns[Schema.IndexOf(column)];

    private void Check(Column column, ColumnValues values)
    {
        var expected = ElementType(column.Kind);
        if (values.Values.GetType().GetElementType() != expected)
            throw new ArgumentException($"column {column.Name} holds {values.Values.GetType()}, {expected.Name}[] is needed");
        if (values.Rows != Rows || (values.Present is { } present && present.Length != Rows))
            throw new ArgumentException($"column {column.Name} has {values.Rows} rows, the table {Rows}");
        if (!column.Nullable && values.Present is { } mask && mask.Contains(false))
            throw new ArgumentException($"column {column.Name} holds a null but is not nullable");
    }

    /// <summary>The element type of the array that holds values of <paramref name="kind"/>.</summary>
    public static Type ElementType(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => typeof(bool),
        ColumnKind.Int32 => typeof(int),
        ColumnKind.Int64 or ColumnKind.Timestamp => typeof(long),
        ColumnKind.Float32 => typeof(float),
        ColumnKind.Float64 => typeof(double),
        ColumnKind.Text => typeof(string),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>
/// The values of one column: <see cref="Values"/> is a <c>bool[]</c>, <c>int[]</c>, <c>long[]</c>, <c>float[]</c>, <c>double[]</c> or
/// <c>string[]</c> by the column's kind (timestamps: <c>long[]</c>).
/// </summary>
/// <param name="Values">One entry per row; at a null the entry is the type's default (an empty string for text).</param>
/// <param name="Present">Per row whether the value exists; null when all do.</param>
public sealed record ColumnValues(Array Values, bool[]? Present = null)
{
    public int Rows => Values.Length;

    /// <summary>The values of some rows, in the order given.</summary>
    public ColumnValues Of(int[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = Array.CreateInstance(Values.GetType().GetElementType()!, rows.Length);
        for (var i = 0; i < rows.Length; i++)
            Array.Copy(Values, rows[i], values, i, 1);
        return new ColumnValues(values, Present is { } present ? [.. rows.Select(row => present[row])] : null);
    }

    public bool IsPresent(int row) => Present is null || Present[row];
}

/// <summary>A file's table and its key-value metadata.</summary>
/// <param name="IsVerified">Whether the file has a checksum, and its content matches it.</param>
public sealed record TableFile(Table Table, IReadOnlyDictionary<string, string> Metadata, bool IsVerified = false);
