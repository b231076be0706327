using Harness.Parquet.Bytes;
using Harness.Parquet.Compression;
using Harness.Parquet.Encodings;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>A chunk's dictionary, and the pages that refer to it.</summary>
internal static class DictionaryPage
{
    public static T[] Read<T>(Page page, CompressionCodec codec, ValueDecoder<T> decoder)
    {
        var content = PageCodec.Decompress(codec, page.Stored, page.Header.UncompressedSize);
        // The shortest plain value, a boolean, takes a bit: more entries than that are a lie, noticed before it costs memory.
        if (page.Header.Values < 0 || page.Header.Values > content.Length * 8L)
            throw UnreadableFileException.Damaged($"a dictionary of {content.Length} bytes announces {page.Header.Values} entries");
        var entries = new T[page.Header.Values];
        decoder.Decode(page.Header.Encoding == PageEncoding.PlainDictionary ? PageEncoding.Plain : page.Header.Encoding, content, entries);
        return entries;
    }

    /// <summary>Fills all of <paramref name="values"/> with the entries that the page's indices name.</summary>
    public static void Look<T>(ReadOnlySpan<byte> data, T[]? entries, Span<T> values)
    {
        if (entries is null)
            throw UnreadableFileException.Damaged("a page refers to a dictionary, but the column has none before it");
        var bytes = new ByteReader(data);
        var indices = new int[values.Length];
        HybridDecoder.Decode(ref bytes, bytes.Byte(), indices);
        for (var i = 0; i < indices.Length; i++)
            values[i] = (uint)indices[i] < (uint)entries.Length
                ? entries[indices[i]]
                : throw UnreadableFileException.Damaged($"a page refers to entry {(uint)indices[i]} of a dictionary of {entries.Length}");
    }
}
