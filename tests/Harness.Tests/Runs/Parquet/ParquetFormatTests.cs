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
