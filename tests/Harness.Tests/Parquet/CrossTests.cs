using Engine.Tables;
using FsCheck;
using FsCheck.Fluent;
using Harness.Parquet;

namespace Harness.ParquetNet.Tests;

/// <summary>What one format writes, the other reads as the same table and metadata.</summary>
public class CrossTests
{
    private static readonly Dictionary<string, string> Metadata = new() { ["engine_version"] = "0.1.0 é", ["schema_version"] = "1", ["empty"] = "" };

    private static readonly ITableFormat ParquetNet = new ParquetNetFormat(64);

    // Several pages in a chunk, and dictionaries that fill up: layouts that Parquet.Net does not write itself.
    private static readonly ITableFormat Embedded = new EmbeddedParquet(new() { RowsPerGroup = 64, PageBytes = 100, DictionaryBytes = 200 });

    public static TheoryData<int> Rows => [0, 1, 9, 5000];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_embedded_reader_reads_what_Parquet_Net_writes(int rows)
    {
        Cross(TestTable.Everything(rows), ParquetNet, new EmbeddedParquet());
        Cross(TestTable.Everything(rows), new ParquetNetFormat(), new EmbeddedParquet());
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Parquet_Net_reads_what_the_embedded_writer_writes(int rows)
    {
        Cross(TestTable.Everything(rows), Embedded, ParquetNet);
        Cross(TestTable.Everything(rows), new EmbeddedParquet(), ParquetNet);
        Cross(TestTable.Everything(rows), new EmbeddedParquet(new() { Compress = false }), ParquetNet);
    }

    [Fact]
    public void Any_table_crosses_both_ways() => Prop.ForAll(TableGen.Tables(TableGen.Moments).ToArbitrary(), table =>
    {
        Cross(table, ParquetNet, Embedded);
        Cross(table, Embedded, ParquetNet);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void Cross(Table table, ITableFormat writer, ITableFormat reader)
    {
        using var stream = new MemoryStream();
        writer.Write(stream, table, Metadata);
        var read = reader.Read(stream, "crossing.parquet");
        TableAssert.Equal(table, read.Table);
        Assert.Equal(Metadata, read.Metadata);
    }
}
