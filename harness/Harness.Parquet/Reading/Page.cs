using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>A page as it lies in the file: its head and its bytes, compressed.</summary>
internal readonly ref struct Page(PageHeader header, ReadOnlySpan<byte> stored)
{
    public PageHeader Header { get; } = header;

    public ReadOnlySpan<byte> Stored { get; } = stored;
}
