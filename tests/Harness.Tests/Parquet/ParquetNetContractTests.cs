using Engine.Tables;

namespace Harness.ParquetNet.Tests;

/// <summary>The contract of table formats, kept by the one on Parquet.Net.</summary>
public class ParquetNetContractTests : TableFormatContract
{
    protected override ITableFormat Format { get; } = new ParquetNetFormat();

    protected override string Creator => @"^Parquet\.Net version \S+ \(build \S+\)$";

    protected override ITableFormat WithGroupsOf(int rows) => new ParquetNetFormat(rows);
}
