using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Testing.Results;

/// <summary>Reads result files with our own reader.</summary>
internal static class ResultTables
{
    public static TableFile Read(string file) => ParquetFormat.Read(File.ReadAllBytes(file), file, needsChecksum: true);

    /// <summary>The only file of a table, or the one of the run.</summary>
    public static Table Of(string folder, string table, string run = "*") =>
        Read(Directory.GetFiles(Path.Combine(folder, table), run + ".parquet").Single()).Table;

    public static T[] Values<T>(this Table table, string column) => (T[])table[column].Values;

    /// <summary>A cell as text; null for null.</summary>
    public static string? Cell(this ColumnValues column, int row) =>
        column.IsPresent(row) ? FormattableString.Invariant($"{column.Values.GetValue(row):R}") : null;
}
