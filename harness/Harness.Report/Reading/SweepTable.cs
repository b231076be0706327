using Engine;
using Harness.Runs.Storage;

namespace Harness.Report.Reading;

/// <summary>A table of one file, by column. A column that an older or newer engine did not write is one without values.</summary>
internal sealed class SweepTable(StoredTable table)
{
    public int Rows => table.Rows;

    /// <summary>Null where the value does not exist.</summary>
    public string?[] Texts(string column) => table.Find(column) is { Values: string[] } ? table.Texts(column) : new string?[Rows];

    /// <summary>Numbers of any width; booleans are 0 and 1; NaN where the value does not exist.</summary>
    public double[] Numbers(string column)
    {
        var numbers = new double[Rows];
        if (table.Find(column) is not { } found)
        {
            Array.Fill(numbers, double.NaN);
            return numbers;
        }
        for (var row = 0; row < Rows; row++)
            numbers[row] = found.IsPresent(row) ? Number(found.Values, row) : double.NaN;
        return numbers;
    }

    /// <exception cref="UserErrorException">There is no such column of int32.</exception>
    public int[] Integers(string column) => table.Int32s(column);

    /// <summary>What to throw where the content contradicts itself.</summary>
    public UserErrorException Damaged(string what) => table.Damaged(what);

    private static double Number(Array values, int row) => values switch
    {
        double[] doubles => doubles[row],
        float[] floats => floats[row],
        int[] integers => integers[row],
        long[] integers => integers[row],
        bool[] flags => flags[row] ? 1 : 0,
        _ => double.NaN,
    };
}
