using Engine;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Runs.Arrays;

/// <summary>The columns of a Parquet file as arrays of one dimension.</summary>
internal static class ParquetArrays
{
    public const string WriteSeveral = "Write several files";

    public static ArrayFileContent Read(FileSource file)
    {
        var table = ParquetFormat.Read(file.ReadWhole(WriteSeveral), file.Path).Table;
        return new ArrayFileContent(
            [.. table.Schema.Columns.Select((column, i) => ColumnArray.Of($"{file.Path}: {column.Name}", column, table.Columns[i]))], file)
        {
            IsTable = true,
        };
    }
}

/// <summary>A column of a table as an array <c>[rows]</c>.</summary>
internal sealed class ColumnArray : StoredArray
{
    private readonly string _where;
    private readonly ColumnValues _column;

    private ColumnArray(string where, string name, ElementKind kind, ColumnValues column) : base(name, kind, [column.Rows]) =>
        (_where, _column) = (where, column);

    public static ColumnArray Of(string where, Column column, ColumnValues values) => new(where, column.Name, column.Kind switch
    {
        ColumnKind.Boolean => ElementKind.Boolean,
        ColumnKind.Int32 => ElementKind.Int32,
        ColumnKind.Int64 or ColumnKind.Timestamp => ElementKind.Int64,
        ColumnKind.Float32 => ElementKind.Float32,
        ColumnKind.Float64 => ElementKind.Float64,
        _ => ElementKind.Text,
    }, values);

    public override void Read(long firstRow, Span<float> values)
    {
        Require(isText: false);
        var first = checked((int)firstRow);
        switch (_column.Values)
        {
            case float[] singles:
                singles.AsSpan(first, values.Length).CopyTo(values);
                break;
            case double[] doubles:
                Read(doubles.AsSpan(first, values.Length), values, value => (float)value);
                break;
            case long[] longs:
                Read(longs.AsSpan(first, values.Length), values, value => value);
                break;
            case int[] ints:
                Read(ints.AsSpan(first, values.Length), values, value => value);
                break;
            case var truths:
                Read(((bool[])truths).AsSpan(first, values.Length), values, value => value ? 1 : 0);
                break;
        }
    }

    private static void Read<T>(ReadOnlySpan<T> from, Span<float> values, Func<T, float> convert)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = convert(from[i]);
    }

    public override long[] ReadIntegers()
    {
        Require(isText: false);
        return _column.Values switch
        {
            long[] longs => [.. longs],
            int[] ints => [.. ints.Select(value => (long)value)],
            bool[] truths => [.. truths.Select(value => value ? 1L : 0)],
            float[] singles => [.. singles.Select((value, row) => Whole(value, row))],
            var doubles => [.. ((double[])doubles).Select(Whole)],
        };
    }

    public override string[] ReadTexts()
    {
        Require(isText: true);
        return [.. (string[])_column.Values];
    }

    private long Whole(double value, int row) => ElementFormat.Whole(value) ?? throw new UserErrorException(
        $"{_where}: row {row} is {value}; whole numbers of at most 64 bits are needed here.");

    private void Require(bool isText)
    {
        if (isText != (Kind == ElementKind.Text))
            throw new UserErrorException($"{_where}: holds elements of {Kind}, {(isText ? "texts" : "numbers")} are needed here.");
        if (_column.Present is { } present && Array.IndexOf(present, false) is >= 0 and var row)
            throw new UserErrorException($"{_where}: row {row} is null; a value is needed in every row. Fill or drop such rows.");
    }
}
