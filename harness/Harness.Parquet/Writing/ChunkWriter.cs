using Engine.Tables;
using Harness.Parquet.Bytes;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>Writes one column's values of one row group: its dictionary, if it has one, then its data pages.</summary>
internal sealed class ChunkWriter(PageWriter pages, ParquetOptions options)
{
    private readonly ByteBuffer _page = new();

    public ColumnChunk Write(Column column, ColumnValues values, Range rows)
    {
        var chunk = ChunkEncoding.Choose(column.Kind, values, rows, options);
        var count = rows.End.Value - rows.Start.Value;
        var start = pages.Position;
        var uncompressed = WriteDictionary(chunk);
        var data = pages.Position;
        uncompressed += WriteData(chunk, column.Nullable, values.Present is { } present ? present.AsSpan(rows) : [], count);
        return new()
        {
            Type = ColumnTypes.Physical(column.Kind),
            Encodings = Encodings(chunk, column.Nullable),
            Name = column.Name,
            Codec = pages.Codec,
            Values = count,
            UncompressedSize = uncompressed,
            CompressedSize = pages.Position - start,
            DataOffset = data,
            DictionaryOffset = data > start ? start : null,
            Statistics = new(count - chunk.Count, chunk.Bounds),
        };
    }

    private long WriteDictionary(ChunkValues chunk)
    {
        if (chunk.Dictionary is not { } dictionary)
            return 0;
        _page.Clear();
        dictionary.Encode(0, dictionary.Count, _page);
        return pages.Write(PageType.Dictionary, dictionary.Encoding, dictionary.Count, _page.Written);
    }

    private long WriteData(ChunkValues chunk, bool nullable, ReadOnlySpan<bool> present, int rows)
    {
        var uncompressed = 0L;
        for (var (row, value) = (0, 0); row < rows;)
        {
            var values = chunk.Fitting(value, options.PageBytes);
            var end = present.IsEmpty ? row + values : EndOf(present, row, values);
            _page.Clear();
            if (nullable)
                DefinitionLevels.Encode(present.IsEmpty ? [] : present[row..end], end - row, _page);
            chunk.Encode(value, values, _page);
            uncompressed += pages.Write(PageType.Data, chunk.Encoding, end - row, _page.Written);
            (row, value) = (end, value + values);
        }
        return uncompressed;
    }

    /// <summary>The row behind <paramref name="values"/> existing ones from <paramref name="row"/> on, and behind the nulls that follow
    /// them.</summary>
    private static int EndOf(ReadOnlySpan<bool> present, int row, int values)
    {
        for (; row < present.Length; row++)
            if (present[row] && values-- == 0)
                break;
        return row;
    }

    private static List<PageEncoding> Encodings(ChunkValues chunk, bool nullable)
    {
        List<PageEncoding> encodings = [PageEncoding.Plain];
        if (nullable)
            encodings.Add(PageEncoding.Rle);
        if (chunk.Dictionary is not null)
            encodings.Add(chunk.Encoding);
        return encodings;
    }
}
