namespace Harness.Parquet.Thrift;

/// <summary>The head of a field inside a struct. Ids are written as differences, so the last one read leads to the next.</summary>
internal readonly record struct ThriftField(short Id, ThriftType Type)
{
    /// <summary>A boolean lies in the field's head alone.</summary>
    public bool Boolean() => Type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Unexpected("a boolean"),
    };

    public void Expect(ThriftType type)
    {
        if (Type != type)
            throw Unexpected(type.ToString());
    }

    private UnreadableFileException Unexpected(string needed) =>
        UnreadableFileException.Damaged($"field {Id} of the metadata is of type {Type} where {needed} is needed");
}
