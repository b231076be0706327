using Harness.Runs.Tables;

namespace Testing.Tables;

internal static class TableAssert
{
    /// <summary>Same columns and cells; floats bit for bit, so that -0 and the kinds of NaN count.</summary>
    public static void Equal(Table expected, Table actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(expected.Schema.Columns.Select(Shape), actual.Schema.Columns.Select(Shape));
        for (var i = 0; i < expected.Columns.Length; i++)
            Assert.Equal(Bits(expected.Columns[i]), Bits(actual.Columns[i]));
    }

    private static (string, ColumnKind, bool) Shape(Column column) => (column.Name, column.Kind, column.Nullable);

    private static object?[] Bits(ColumnValues column) =>
        [.. Enumerable.Range(0, column.Rows).Select(row => column.IsPresent(row) ? Bits(column.Values.GetValue(row)) : null)];

    private static object? Bits(object? value) => value switch
    {
        float number => BitConverter.SingleToInt32Bits(number),
        double number => BitConverter.DoubleToInt64Bits(number),
        _ => value,
    };
}
