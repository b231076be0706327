namespace Harness.Runs.Parquet;

/// <summary>
/// Goes over values of thrift's compact protocol as Parquet.Net's reader does, but within bounds: that reader, at the end of its bytes,
/// reads on forever, and takes memory for whatever length it is told (github.com/aloneguid/parquet-dotnet/issues/738). A footer that
/// passes here it reads in as many steps as there are bytes.
/// </summary>
/// <param name="found">Told of each integer in a field of a known struct.</param>
internal ref struct ThriftWalker(ReadOnlySpan<byte> bytes, int start, Action<ThriftShape, int, long>? found = null)
{
    private const int LongestInt32 = 5, LongestInt64 = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The next byte.</summary>
    public int Position { get; private set; } = start;

    /// <exception cref="UnreadableFileException">The bytes end before the struct does, or are of another shape.</exception>
    public void Struct(ThriftShape shape)
    {
        var id = 0;
        for (var head = Byte(); head != 0; head = Byte())
        {
            id = (short)(head >> 4 == 0 ? ZigZag(LongestInt32) : id + (head >> 4));
            var type = (CompactType)(head & 15);
            if (shape.Find(id) is { } known)
                Field(shape, id, known, type);
            else
                Unknown(type);
        }
    }

    private void Field(ThriftShape shape, int id, ThriftValue known, CompactType type)
    {
        // A boolean field's value is its type.
        if ((type == CompactType.False ? CompactType.True : type) != known.Type)
            throw UnreadableFileException.Damaged($"a field of type {(int)known.Type} has the type {(int)type}");
        if (known.Type is CompactType.Int32 or CompactType.Int64)
            Found(shape, id, ZigZag(known.Type == CompactType.Int32 ? LongestInt32 : LongestInt64));
        else if (known.Type != CompactType.True)
            Value(known);
    }

    private readonly void Found(ThriftShape shape, int id, long value) => found?.Invoke(shape, id, value);

    private void Value(ThriftValue value)
    {
        switch (value.Type)
        {
            case CompactType.List:
                Elements(value.Element!);
                break;
            case CompactType.Struct:
                Struct(value.Shape!);
                break;
            default:
                Plain(value.Type);
                break;
        }
    }

    private void Elements(ThriftValue element)
    {
        var (count, type) = ListHead();
        if (count > 0 && type != element.Type)
            throw UnreadableFileException.Damaged($"a list of type {(int)element.Type} has elements of type {(int)type}");
        for (var i = 0; i < count; i++)
            Value(element);
    }

    /// <summary>
    /// A field of a later version. Parquet.Net skips plain values and lists of them; of a struct it skips too little unless it is empty.
    /// </summary>
    private void Unknown(CompactType type)
    {
        if (type is CompactType.True or CompactType.False)
            return;
        if (type == CompactType.Struct && Byte() != 0)
            throw new UnreadableFileException("it has a part that this reader does not know, such as encryption: write it without");
        if (type == CompactType.List)
        {
            var (count, element) = ListHead();
            for (var i = 0; i < count; i++)
                Plain(element);
        }
        else if (type != CompactType.Struct)
            Plain(type);
    }

    private void Plain(CompactType type)
    {
        switch (type)
        {
            case CompactType.Byte:
                Skip(1);
                break;
            case CompactType.Int16 or CompactType.Int32:
                ZigZag(LongestInt32);
                break;
            case CompactType.Int64:
                ZigZag(LongestInt64);
                break;
            case CompactType.Double:
                Skip(sizeof(double));
                break;
            case CompactType.Bytes:
                Skip(Varint(LongestInt32));
                break;
            default:
                throw UnreadableFileException.Damaged($"a value has the type {(int)type}");
        }
    }

    /// <summary>An element takes a byte at least, so that there are no more of them than bytes.</summary>
    private (int Count, CompactType Type) ListHead()
    {
        var head = Byte();
        var count = head >> 4 == 15 ? Varint(LongestInt32) : (uint)(head >> 4);
        return count <= (ulong)(_bytes.Length - Position)
            ? ((int)count, (CompactType)(head & 15))
            : throw UnreadableFileException.Damaged(
                $"a list of {count} elements is announced where {_bytes.Length - Position} bytes are left");
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
            throw UnreadableFileException.Damaged($"{count} bytes are announced where {_bytes.Length - Position} are left");
        Position += (int)count;
    }

    private byte Byte() => Position < _bytes.Length
        ? _bytes[Position++]
        : throw UnreadableFileException.Damaged("a part of its description has no end");

    private long ZigZag(int longest)
    {
        var value = Varint(longest);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint(int longest)
    {
        var value = 0UL;
        for (var place = 0; place < longest; place++)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << (7 * place);
            if (next < 0x80)
                return longest == LongestInt32 ? (uint)value : value;
        }
        throw UnreadableFileException.Damaged("a number of its description has no end");
    }
}
