using Harness.Runs.Tables;

namespace Testing.Tables;

/// <summary>Tables for tests, column by column.</summary>
internal static class TestTable
{
    public static Table Columns(params (string Name, ColumnKind Kind, Array Values, bool[]? Present, bool Nullable)[] columns) => new(
        new TableSchema("test", [.. columns.Select(column => new Column(column.Name, column.Kind, column.Nullable, ""))]),
        [.. columns.Select(column => new ColumnValues(column.Values, column.Present))]);

    /// <summary>One column without nulls, of the kind that fits the array.</summary>
    public static Table Of<T>(params T[] values) => Columns(("x", KindOf(typeof(T)), values, null, false));

    /// <summary>One column with nulls where <paramref name="values"/> has them.</summary>
    public static Table OfNullable<T>(params T?[] values) where T : struct => Columns((
        "x", KindOf(typeof(T)), values.Select(value => value.GetValueOrDefault()).ToArray(),
            values.Select(value => value.HasValue).ToArray(), true));

    public static Table OfTexts(params string?[] values) => Columns((
        "x", ColumnKind.Text, values.Select(value => value ?? "").ToArray(), values.Select(value => value is not null).ToArray(), true));

    /// <summary>A column of every kind, once without and once with nulls, with the values that are easiest to get wrong.</summary>
    public static Table Everything(int rows) => Columns([
        .. AllKinds(rows).Select(column => ($"{column.Kind}", column.Kind, column.Values, (bool[]?)null, false)),
        .. AllKinds(rows).Select((column, i) => ($"{column.Kind} or null", column.Kind, WithoutNulls(column.Values, i), Pattern(rows, i),
            true)),
    ]);

    private static (ColumnKind Kind, Array Values)[] AllKinds(int rows) =>
    [
        (ColumnKind.Boolean, Fill(rows, i => i * i % 7 < 3)),
        (ColumnKind.Int32, Cycle(rows, [0, 1, -1, int.MinValue, int.MaxValue], i => i * 7919)),
        (ColumnKind.Int64, Cycle(rows, [0L, 1, -1, long.MinValue, long.MaxValue], i => i / 50)),
        (ColumnKind.Float32, Cycle(rows, [0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon,
            float.MaxValue], i => i / 3f)),
        (ColumnKind.Float64, Cycle(rows, [0d, -0d, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon,
            double.MinValue], i => Math.Sqrt(i))),
        (ColumnKind.Text, Cycle(rows, ["", "layer-1", "é", "漢字", "🎈\uE000", "\uFEFFmark", "tab\tquote\"'\\", "new\nline"],
            i => $"neuron {i % 40}")),
        (ColumnKind.Timestamp, Cycle(rows, [0L, 1, -1, 1_700_000_000_123], i => 1_600_000_000_000 + i * 1_234_567L)),
    ];

    private static T[] Fill<T>(int rows, Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(value)];

    private static T[] Cycle<T>(int rows, T[] special, Func<int, T> other) =>
        Fill(rows, i => i % 20 < special.Length ? special[i % 20] : other(i));

    // Runs of nulls and of values, of other lengths in each column; the last column's rows are all null.
    private static bool[] Pattern(int rows, int column) => Fill(rows, row => column < 6 && (row / (column + 1) % 3 != 0 || row > rows / 2));

    private static Array WithoutNulls(Array values, int column)
    {
        var present = Pattern(values.Length, column);
        var copy = (Array)values.Clone();
        for (var i = 0; i < present.Length; i++)
            if (!present[i])
                copy.SetValue(copy is string[]? "" : Activator.CreateInstance(copy.GetType().GetElementType()!), i);
        return copy;
    }

    private static ColumnKind KindOf(Type type) => Enum.GetValues<ColumnKind>().First(kind => Table.ElementType(kind) == type);
}
