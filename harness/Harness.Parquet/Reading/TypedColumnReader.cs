using Engine.Tables;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Reads a column whose values lie as <typeparamref name="T"/> in the file.</summary>
internal sealed class TypedColumnReader<T>(ColumnPlan plan, ValueDecoder<T> decoder) : ColumnReader(plan)
{
    private readonly GrowingColumn<T> _column = new(plan.Column.Nullable);

    public override void Read(ChunkPlan chunk, ReadOnlySpan<byte> bytes)
    {
        var pages = new PageCursor(bytes);
        T[]? dictionary = null;
        for (var left = chunk.Rows; left > 0;)
        {
            var page = pages.Next();
            if (page.Header.Type == PageType.Dictionary)
                dictionary = DictionaryPage.Read(page, chunk.Codec, decoder);
            else if (page.Header.Type is PageType.Data or PageType.DataV2)
                left -= ReadData(DataPage.Open(page, chunk.Codec, Plan.Column.Nullable), dictionary, left);
        }
    }

    public override ColumnValues Finish() => new(Plan.Conversion(_column.Values), _column.Present);

    private int ReadData(DataPage page, T[]? dictionary, int left)
    {
        var rows = page.Header.Values;
        if (rows < 0 || rows > left)
            throw UnreadableFileException.Damaged($"a page announces {rows} rows where {left} are left in its row group");
        if (rows > 0)
            ReadRows(page, dictionary, _column.Add(rows, out var present), present);
        return rows;
    }

    private void ReadRows(DataPage page, T[]? dictionary, Span<T> values, Span<bool> present)
    {
        if (!present.IsEmpty)
            Levels.Decode(page.Levels, present);
        var existing = present.IsEmpty ? values.Length : present.Count(true);
        if (page.Header.Type == PageType.DataV2 && page.Header.Nulls != values.Length - existing)
            throw UnreadableFileException.Damaged($"a page announces {page.Header.Nulls} nulls and has {values.Length - existing}");
        Decode(page, dictionary, values[..existing]);
        if (existing < values.Length)
            Spread(values, existing, present);
    }

    private void Decode(DataPage page, T[]? dictionary, Span<T> values)
    {
        if (values.IsEmpty)
            return;
        if (page.Header.Encoding is PageEncoding.PlainDictionary or PageEncoding.RleDictionary)
            DictionaryPage.Look(page.Values, dictionary, values);
        else
            decoder.Decode(page.Header.Encoding, page.Values, values);
    }

    /// <summary>Moves the existing values, which lie together at the front, to their rows. From the back, so that none is overwritten
    /// before it has moved.</summary>
    private void Spread(Span<T> values, int existing, ReadOnlySpan<bool> present)
    {
        for (var row = values.Length - 1; row >= 0; row--)
            values[row] = present[row] ? values[--existing] : decoder.Missing;
    }
}
