using System.Text;

namespace Harness.ParquetNet.Footers;

/// <summary>Writes values in thrift's compact protocol.</summary>
internal sealed class CompactBytes
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    /// <summary>A field's head.</summary>
    /// <param name="step">Its id less that of the field before it in the same struct.</param>
    public CompactBytes Field(int step, CompactType type)
    {
        _bytes.Add((byte)((step << 4) | (int)type));
        return this;
    }

    public CompactBytes Int32(int step, int value) => Field(step, CompactType.Int32).Varint((uint)((value << 1) ^ (value >> 31)));

    public CompactBytes Text(int step, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        Field(step, CompactType.Binary).Varint((uint)utf8.Length);
        _bytes.AddRange(utf8);
        return this;
    }

    /// <summary>The head of a list of structs.</summary>
    public CompactBytes Structs(int count)
    {
        _bytes.Add((byte)((Math.Min(count, 15) << 4) | (int)CompactType.Struct));
        return count < 15 ? this : Varint((uint)count);
    }

    /// <summary>The end of so many structs, the inmost first.</summary>
    public CompactBytes End(int structs = 1)
    {
        for (var i = 0; i < structs; i++)
            _bytes.Add(0);
        return this;
    }

    private CompactBytes Varint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }
}
