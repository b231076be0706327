using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Parquet;

/// <summary>Tables as files, and back.</summary>
public sealed partial class ParquetFormatTests
{
    /// <summary>The file's name in errors.</summary>
    private const string Source = "results/some.parquet";

    private static readonly Dictionary<string, string> NoMetadata = [];

    [Fact]
    public void Row_groups_need_rows() => Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetFormat(0));

    [Fact]
    public void Of_a_file_the_wanted_columns_are_read_in_its_order()
    {
        var file = Write(new Table(
            new TableSchema("some", [new("a", ColumnKind.Int32, false, ""), new("b", ColumnKind.Int32, false, ""),
                new("c", ColumnKind.Int32, false, "")]),
            [new(new[] { 1 }, null), new(new[] { 2 }, null), new(new[] { 3 }, null)]));
        var read = ParquetFormat.Read(file, Source, columns: new HashSet<string> { "c", "d", "a" }).Table;
        Assert.Equal(["a", "c"], read.Schema.Columns.Select(column => column.Name));
        Assert.Equal([3], (int[])read["c"].Values);
    }

    private static byte[] Write(Table table, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(new ParquetFormat(), table, metadata);

    private static byte[] Write(ParquetFormat format, Table table, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        format.Write(stream, table, metadata ?? NoMetadata);
        return stream.ToArray();
    }

    private static TableFile Read(byte[] file) => ParquetFormat.Read(file, Source);

    private static Table RoundTrip(Table table, int? rowsPerGroup = null) =>
        Read(Write(rowsPerGroup is { } rows ? new ParquetFormat(rows) : new ParquetFormat(), table)).Table;
}
