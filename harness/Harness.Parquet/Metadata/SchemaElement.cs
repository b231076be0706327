using Harness.Parquet.Thrift;

namespace Harness.Parquet.Metadata;

/// <summary>One node of the schema's tree, which lies in the footer in depth-first order; the first is the root.</summary>
/// <param name="Type">Null for a group.</param>
/// <param name="Children">The group's count of children; 0 for a column.</param>
internal sealed record SchemaElement(string Name, PhysicalType? Type, Repetition Repetition, int Children, LogicalType Meaning)
{
    public static SchemaElement Root(string name, int columns) => new(name, null, Repetition.Required, columns, LogicalType.None);

    public static void Write(SchemaElement element, CompactWriter writer)
    {
        if (element.Type is { } type)
        {
            writer.Int32(1, (int)type);
            writer.Int32(3, (int)element.Repetition);
        }
        writer.Text(4, element.Name);
        if (element.Type is null)
            writer.Int32(5, element.Children);
        if (element.Meaning.Kind != LogicalKind.None)
            WriteMeaning(element.Meaning, writer);
    }

    private static void WriteMeaning(LogicalType meaning, CompactWriter writer)
    {
        if (ConvertedType.Of(meaning) is { } converted)
            writer.Int32(6, converted);
        writer.BeginStruct(10);
        meaning.Write(writer);
        writer.EndStruct();
    }

    public static SchemaElement Read(ref CompactReader reader)
    {
        var element = Root("", 0);
        int? converted = null;
        var field = default(ThriftField);
        while (reader.Next(ref field))
            if (field.Id == 6)
                converted = reader.Int32(field);
            else
                element = element.With(ref reader, field);
        return element.Meaning.Kind == LogicalKind.None && converted is { } old
            ? element with { Meaning = ConvertedType.Meaning(old) }
            : element;
    }

    private SchemaElement With(ref CompactReader reader, ThriftField field)
    {
        switch (field.Id)
        {
            case 1: return this with { Type = (PhysicalType)reader.Int32(field) };
            case 3: return this with { Repetition = (Repetition)reader.Int32(field) };
            case 4: return this with { Name = reader.Text(field) };
            case 5: return this with { Children = reader.Int32(field) };
            case 10:
                field.Expect(ThriftType.Struct);
                return this with { Meaning = LogicalType.Read(ref reader) };
            default:
                reader.Skip(field);
                return this;
        }
    }
}
