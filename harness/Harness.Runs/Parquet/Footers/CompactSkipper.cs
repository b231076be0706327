namespace Harness.ParquetNet.Footers;

/// <summary>Finds where a value of thrift's compact protocol ends, without knowing what it means.</summary>
internal ref struct CompactSkipper(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The next byte.</summary>
    public int Position { get; private set; } = position;

    public byte Byte() => _bytes[Position++];

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    public void List()
    {
        var header = Byte();
        var count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        for (var i = 0UL; i < count; i++)
            Element((CompactType)(header & 15));
    }

    private void Struct()
    {
        for (var header = Byte(); header != 0; header = Byte())
        {
            if (header >> 4 == 0)
                Varint();
            // The value of a boolean field is its type.
            if ((CompactType)(header & 15) is not (CompactType.True or CompactType.False))
                Element((CompactType)(header & 15));
        }
    }

    private void Element(CompactType type)
    {
        switch (type)
        {
            case CompactType.True or CompactType.False or CompactType.Byte:
                Position++;
                break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64:
                Varint();
                break;
            case CompactType.Double:
                Position += sizeof(double);
                break;
            case CompactType.Binary:
                var length = (int)Varint();
                Position += length;
                break;
            case CompactType.List or CompactType.Set:
                List();
                break;
            case CompactType.Struct:
                Struct();
                break;
            default:
                throw new InvalidDataException($"a footer of Parquet.Net's has a value of type {type}");
        }
    }
}
