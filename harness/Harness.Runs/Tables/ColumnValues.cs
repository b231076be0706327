namespace Harness.Runs.Tables;

/// <summary>The values of one column: <see cref="Values"/> is a <c>bool[]</c>, <c>int[]</c>, <c>long[]</c>, <c>float[]</c>, <c>double[]</c> or <c>string[]</c> by the column's kind (timestamps: <c>long[]</c>).</summary>
/// <param name="Values">One entry per row; at a null the entry is the type's default (an empty string for text).</param>
/// <param name="Present">Per row whether the value exists; null when all do.</param>
public sealed record ColumnValues(Array Values, bool[]? Present = null)
{
    public int Rows => Values.Length;

    public bool IsPresent(int row) => Present is null || Present[row];
}
