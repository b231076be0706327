namespace Harness.Runs.Arrays;

/// <summary>Columns of one table as an array <c>[rows, columns]</c>.</summary>
/// <param name="columns">Of numbers, each <c>[rows]</c>.</param>
internal sealed class JoinedColumns(string name, IReadOnlyList<StoredArray> columns)
    : StoredArray(name, columns[0].Kind, [columns[0].Rows, columns.Count])
{
    private float[] _column = [];

    public override void Read(long firstRow, Span<float> values)
    {
        var rows = values.Length / columns.Count;
        if (_column.Length < rows)
            _column = new float[rows];
        for (var column = 0; column < columns.Count; column++)
        {
            var own = _column.AsSpan(0, rows);
            columns[column].Read(firstRow, own);
            for (int row = 0, at = column; row < rows; row++, at += columns.Count)
                values[at] = own[row];
        }
    }

    public override long[] ReadIntegers() => throw new NotSupportedException($"{Name} is several columns");

    public override string[] ReadTexts() => throw new NotSupportedException($"{Name} is several columns");
}
