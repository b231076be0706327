using Engine.Tables;

namespace Harness.Parquet.Reading;

/// <summary>Refuses a table that cannot fit, before the attempt: a few bytes of runs may stand for billions of rows.</summary>
internal static class MemoryNeed
{
    public static void Check(long rows, IEnumerable<ColumnPlan> columns) =>
        Check(rows, columns.Sum(plan => Width(plan.Column.Kind) + (plan.Column.Nullable ? 1 : 0)),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <param name="width">Bytes of a row.</param>
    internal static void Check(long rows, int width, long available)
    {
        if (rows > Array.MaxLength)
            throw UnreadableFileException.TooLarge(
                $"the file has {rows} rows", $"write the table as several files, {Array.MaxLength} rows each at most");
        if (rows * width > available)
            throw UnreadableFileException.TooLarge(
                $"{rows} rows of {width} bytes take more than this machine's {available} bytes of memory",
                "write the table as several files");
    }

    private static int Width(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => 1,
        ColumnKind.Int32 or ColumnKind.Float32 => 4,
        _ => 8,
    };
}
