using System.Text;
using Harness.Parquet.Bytes;

namespace Harness.Parquet.Thrift;

/// <summary>Reads Thrift's compact protocol, in which Parquet's footer and page heads are written.</summary>
/// <remarks>A struct is read as <c>var field = default(ThriftField); while (reader.Next(ref field)) switch (field.Id) …</c>; each getter
/// takes the field, so that a wrong type is noticed; a field that is a struct is entered by reading on.</remarks>
internal ref struct CompactReader(ReadOnlySpan<byte> data)
{
    // Parquet's own structs nest six deep; a crafted file must not exhaust the stack.
    private const int DeepestSkip = 32;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private ByteReader _bytes = new(data);

    public readonly int Position => _bytes.Position;

    /// <summary>Moves on to the next field of the struct; false at its end.</summary>
    public bool Next(ref ThriftField field)
    {
        var head = _bytes.Byte();
        var type = (ThriftType)(head & 0x0F);
        if (type == ThriftType.Stop)
            return false;
        var step = head >> 4;
        field = new(step == 0 ? (short)_bytes.ZigZag() : (short)(field.Id + step), type);
        return true;
    }

    public int Int32(ThriftField field)
    {
        field.Expect(ThriftType.Int32);
        return Int32();
    }

    /// <summary>A 32-bit number outside a field: an element of a list.</summary>
    public int Int32() => Narrow(_bytes.ZigZag());

    public sbyte Byte(ThriftField field)
    {
        field.Expect(ThriftType.Byte);
        return (sbyte)_bytes.Byte();
    }

    public long Int64(ThriftField field)
    {
        field.Expect(ThriftType.Int64);
        return _bytes.ZigZag();
    }

    public string Text(ThriftField field)
    {
        field.Expect(ThriftType.Binary);
        return Text();
    }

    /// <summary>A text outside a field: an element of a list.</summary>
    public string Text()
    {
        var bytes = _bytes.Take(Size());
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw UnreadableFileException.Damaged("a name in the metadata is not UTF-8", e);
        }
    }

    /// <summary>The number of elements of a list of <paramref name="element"/>; never more than there are bytes left, since each takes at
    /// least one.</summary>
    public int List(ThriftField field, ThriftType element)
    {
        field.Expect(ThriftType.List);
        var (type, count) = ListHead();
        if (count > 0 && type != element)
            throw UnreadableFileException.Damaged($"field {field.Id} is a list of {type} where {element} is needed");
        return count;
    }

    /// <summary>Passes over a field of any type.</summary>
    public void Skip(ThriftField field) => Skip(field.Type, 0, inList: false);

    private void Skip(ThriftType type, int depth, bool inList)
    {
        if (depth > DeepestSkip)
            throw UnreadableFileException.Damaged($"structures nest more than {DeepestSkip} deep");
        switch (type)
        {
            case ThriftType.True or ThriftType.False: _bytes.Take(inList ? 1 : 0); break;
            case ThriftType.Byte: _bytes.Take(1); break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64: _bytes.Varint(); break;
            case ThriftType.Double: _bytes.Take(8); break;
            case ThriftType.Uuid: _bytes.Take(16); break;
            case ThriftType.Binary: _bytes.Take(Size()); break;
            case ThriftType.List or ThriftType.Set: SkipList(depth); break;
            case ThriftType.Map: SkipMap(depth); break;
            case ThriftType.Struct: SkipStruct(depth); break;
            default: throw UnreadableFileException.Damaged($"a field has the unknown type {(int)type}");
        }
    }

    private void SkipStruct(int depth)
    {
        var field = default(ThriftField);
        while (Next(ref field))
            Skip(field.Type, depth + 1, inList: false);
    }

    private void SkipList(int depth)
    {
        var (type, count) = ListHead();
        for (var i = 0; i < count; i++)
            Skip(type, depth + 1, inList: true);
    }

    private void SkipMap(int depth)
    {
        var count = Size();
        if (count == 0)
            return;
        var types = _bytes.Byte();
        for (var i = 0; i < count; i++)
        {
            Skip((ThriftType)(types >> 4), depth + 1, inList: true);
            Skip((ThriftType)(types & 0x0F), depth + 1, inList: true);
        }
    }

    private (ThriftType Type, int Count) ListHead()
    {
        var head = _bytes.Byte();
        var count = head >> 4;
        var size = count == 0x0F ? Size() : count;
        if (size > _bytes.Remaining)
            throw UnreadableFileException.Damaged($"a list of {size} elements is announced where {_bytes.Remaining} bytes are left");
        return ((ThriftType)(head & 0x0F), size);
    }

    private int Size()
    {
        var size = _bytes.Varint();
        return size <= (ulong)_bytes.Remaining
            ? (int)size
            : throw UnreadableFileException.Damaged($"{size} bytes are announced where {_bytes.Remaining} are left");
    }

    private static int Narrow(long value) =>
        value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw UnreadableFileException.Damaged($"{value} stands where a 32-bit number is needed");
}
