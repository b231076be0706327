using System.Text;
using Harness.Parquet.Bytes;

namespace Harness.Parquet.Thrift;

/// <summary>Writes Thrift's compact protocol. Fields of a struct must come in ascending order of their ids.</summary>
internal sealed class CompactWriter(ByteBuffer output)
{
    private readonly Stack<int> _outer = new();
    private int _lastId;

    /// <summary>Begins a struct that is an element of a list, or the whole message.</summary>
    public void BeginStruct()
    {
        _outer.Push(_lastId);
        _lastId = 0;
    }

    /// <summary>Begins a struct that is a field.</summary>
    public void BeginStruct(int id)
    {
        Head(id, ThriftType.Struct);
        BeginStruct();
    }

    public void EndStruct()
    {
        output.Byte((byte)ThriftType.Stop);
        _lastId = _outer.Pop();
    }

    /// <summary>A field that is a struct without fields, as Thrift unions use for a bare choice.</summary>
    public void Empty(int id)
    {
        BeginStruct(id);
        EndStruct();
    }

    public void Boolean(int id, bool value) => Head(id, value ? ThriftType.True : ThriftType.False);

    public void Int16(int id, short value) => Number(id, ThriftType.Int16, value);

    public void Int32(int id, int value) => Number(id, ThriftType.Int32, value);

    public void Int64(int id, long value) => Number(id, ThriftType.Int64, value);

    public void Binary(int id, ReadOnlySpan<byte> value)
    {
        Head(id, ThriftType.Binary);
        output.Varint((ulong)value.Length);
        output.Bytes(value);
    }

    public void Text(int id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public void Int32List(int id, IReadOnlyCollection<int> values)
    {
        ListHead(id, ThriftType.Int32, values.Count);
        foreach (var value in values)
            output.ZigZag(value);
    }

    public void TextList(int id, IReadOnlyCollection<string> values)
    {
        ListHead(id, ThriftType.Binary, values.Count);
        foreach (var value in values)
        {
            output.Varint((ulong)Encoding.UTF8.GetByteCount(value));
            output.Bytes(Encoding.UTF8.GetBytes(value));
        }
    }

    public void StructList<T>(int id, IReadOnlyCollection<T> values, Action<T, CompactWriter> writeFields)
    {
        ListHead(id, ThriftType.Struct, values.Count);
        foreach (var value in values)
        {
            BeginStruct();
            writeFields(value, this);
            EndStruct();
        }
    }

    private void Number(int id, ThriftType type, long value)
    {
        Head(id, type);
        output.ZigZag(value);
    }

    private void Head(int id, ThriftType type)
    {
        var step = id - _lastId;
        _lastId = id;
        if (step is > 0 and <= 15)
        {
            output.Byte((byte)(step << 4 | (int)type));
            return;
        }
        output.Byte((byte)type);
        output.ZigZag(id);
    }

    private void ListHead(int id, ThriftType element, int count)
    {
        Head(id, ThriftType.List);
        output.Byte((byte)(Math.Min(count, 15) << 4 | (int)element));
        if (count >= 15)
            output.Varint((ulong)count);
    }
}
