namespace Harness.Parquet;

/// <summary>How the embedded writer lays out a file. Whatever is chosen here, readers see the same table.</summary>
public sealed record ParquetOptions
{
    /// <summary>Rows of a row group, the unit that readers skip by its bounds and read in parallel.</summary>
    public int RowsPerGroup { get; init; } = 131_072;

    /// <summary>Bytes of values after which a page ends, before compression. A single longer text still gets its page.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>Bytes up to which the distinct texts of a chunk make a dictionary; with more, the chunk's texts are written
    /// plainly.</summary>
    public int DictionaryBytes { get; init; } = 8 << 20;

    /// <summary>Whether pages are compressed with snappy.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Whether every page carries the CRC-32 of its bytes, by which a reader notices damage.</summary>
    public bool Checksums { get; init; } = true;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RowsPerGroup, 1, nameof(RowsPerGroup));
        ArgumentOutOfRangeException.ThrowIfLessThan(PageBytes, 1, nameof(PageBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(DictionaryBytes, nameof(DictionaryBytes));
    }
}
