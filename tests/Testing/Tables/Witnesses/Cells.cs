using System.Globalization;
using Harness.Runs.Tables;

namespace Testing.Tables.Witnesses;

/// <summary>Brings our cells and a witness's into one form, so that they can be compared as text without loss.</summary>
internal static class Cells
{
    public static void AssertEqual(Table table, WitnessColumn[] witness)
    {
        Assert.Equal(table.Schema.Columns.Select(column => column.Name), witness.Select(column => column.Name));
        for (var i = 0; i < witness.Length; i++)
            AssertEqual(table.Schema.Columns[i], table.Columns[i], witness[i]);
    }

    private static void AssertEqual(Column column, ColumnValues ours, WitnessColumn theirs)
    {
        Assert.Equal(ours.Rows, theirs.Cells.Length);
        for (var row = 0; row < ours.Rows; row++)
        {
            var our = ours.IsPresent(row) ? Text(ours.Values.GetValue(row)!) : null;
            var their = theirs.Cells[row] is { } cell ? Normal(column.Kind, cell) : null;
            Assert.True(our == their, $"column {column.Name}, row {row}: we have {our ?? "null"}, the witness {their ?? "null"}");
        }
    }

    // JavaScript holds a float32 as the float64 of the same value.
    private static string Text(object value) => value switch
    {
        float number => Text((double)number),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        string text => text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A witness gives moments in microseconds; we round them down.</summary>
    private static string Normal(ColumnKind kind, string cell) => kind switch
    {
        ColumnKind.Float32 or ColumnKind.Float64 => Text(double.Parse(cell, CultureInfo.InvariantCulture)),
        ColumnKind.Timestamp => Text((long)Math.Floor(decimal.Parse(cell, CultureInfo.InvariantCulture) / 1000)),
        _ => cell,
    };
}
