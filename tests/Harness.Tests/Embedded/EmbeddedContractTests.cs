using Engine.Tables;

namespace Harness.Parquet.Tests;

/// <summary>The contract of table formats, kept by the embedded one.</summary>
public class EmbeddedContractTests : TableFormatContract
{
    protected override ITableFormat Format { get; } = new EmbeddedParquet();

    protected override string Creator => @"^engine version \S+ \(build \S+\)$";

    protected override ITableFormat WithGroupsOf(int rows) => new EmbeddedParquet(new() { RowsPerGroup = rows, PageBytes = 3000 });
}
