using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>The footer: schema, row groups and key-value metadata (parquet.thrift, <c>FileMetaData</c>).</summary>
internal sealed record FileMetadata
{
    public IReadOnlyList<SchemaElement> Schema { get; init; } = [];

    public long Rows { get; init; }

    public IReadOnlyList<RowGroup> Groups { get; init; } = [];

    /// <summary>In the order in which it stands in the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeyValues { get; init; } = [];

    public string CreatedBy { get; init; } = "";

    public void Write(CompactWriter writer)
    {
        writer.BeginStruct();
        // The format asks writers for 1, whatever features they use.
        writer.Int32(1, 1);
        writer.StructList(2, Schema, SchemaElement.Write);
        writer.Int64(3, Rows);
        writer.StructList(4, Groups, RowGroup.Write);
        writer.StructList(5, KeyValues, WriteKeyValue);
        writer.Text(6, CreatedBy);
        // Bounds are in the order that the type defines; without this, readers may not trust those of texts.
        writer.StructList(7, Schema.Skip(1).ToArray(), (_, order) => order.Empty(1));
        writer.EndStruct();
    }

    private static void WriteKeyValue(KeyValuePair<string, string> pair, CompactWriter writer)
    {
        writer.Text(1, pair.Key);
        writer.Text(2, pair.Value);
    }

    public static FileMetadata Read(ref CompactReader reader)
    {
        var metadata = new FileMetadata();
        var field = default(ThriftField);
        while (reader.Next(ref field))
            metadata = metadata.With(ref reader, field);
        return metadata;
    }

    private FileMetadata With(ref CompactReader reader, ThriftField field)
    {
        switch (field.Id)
        {
            case 2: return this with { Schema = ReadList(ref reader, field, SchemaElement.Read) };
            case 3: return this with { Rows = reader.Int64(field) };
            case 4: return this with { Groups = ReadList(ref reader, field, RowGroup.Read) };
            case 5: return this with { KeyValues = ReadList(ref reader, field, ReadKeyValue) };
            case 6: return this with { CreatedBy = reader.Text(field) };
            case 8: throw UnreadableFileException.Unsupported("the file is encrypted", "write it without encryption");
            default:
                reader.Skip(field);
                return this;
        }
    }

    private delegate T StructReader<T>(ref CompactReader reader);

    private static List<T> ReadList<T>(ref CompactReader reader, ThriftField field, StructReader<T> read)
    {
        List<T> items = [];
        var count = reader.List(field, ThriftType.Struct);
        for (var i = 0; i < count; i++)
            items.Add(read(ref reader));
        return items;
    }

    private static KeyValuePair<string, string> ReadKeyValue(ref CompactReader reader)
    {
        var (key, value) = ("", "");
        var field = default(ThriftField);
        while (reader.Next(ref field))
            switch (field.Id)
            {
                case 1: key = reader.Text(field); break;
                case 2: value = reader.Text(field); break;
                default: reader.Skip(field); break;
            }
        return new(key, value);
    }
}
