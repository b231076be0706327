using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Engine.Numerics;
using Engine.Safetensors;

namespace Harness.Runs.Arrays;

/// <summary>How one element lies in a file, and its conversion.</summary>
/// <param name="Size">Bytes of an element.</param>
/// <param name="Unit">Bytes of what <paramref name="IsBigEndian"/> is about: of a text of UTF-32 one letter's 4, else
/// <paramref name="Size"/>.</param>
internal readonly record struct ElementFormat(ElementKind Kind, int Size, int Unit, bool IsBigEndian = false)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UTF32Encoding Utf32 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);

    public static ElementFormat Of(ElementKind kind, bool isBigEndian = false) => new(kind, SizeOf(kind), SizeOf(kind), isBigEndian);

    /// <summary>Texts of a fixed number of letters of UTF-32, or of bytes of UTF-8, filled with zeros.</summary>
    public static ElementFormat Text(int letters, bool isUtf32, bool isBigEndian) =>
        isUtf32 ? new(ElementKind.Text, letters * 4, 4, isBigEndian) : new(ElementKind.Text, letters, 1);

    /// <summary>Whether the elements are numbers with a fraction.</summary>
    public bool IsFloatingPoint => Kind is ElementKind.Float16 or ElementKind.BFloat16 or ElementKind.Float32 or ElementKind.Float64
        or ElementKind.Float8E4M3 or ElementKind.Float8E5M2;

    /// <summary>Brings bytes as they are in the file into little-endian order, in place.</summary>
    public void Order(Span<byte> bytes)
    {
        if (!IsBigEndian || Unit == 1)
            return;
        if (Unit == 2)
            Reverse<short>(bytes);
        else if (Unit == 4)
            Reverse<int>(bytes);
        else
            Reverse<long>(bytes);
    }

    /// <param name="bytes">In little-endian order.</param>
    public void ToSingles(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (Kind)
        {
            case ElementKind.Float32 when BitConverter.IsLittleEndian:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case ElementKind.Float16 when BitConverter.IsLittleEndian:
                WideFloats.FromHalves(MemoryMarshal.Cast<byte, ushort>(bytes), values);
                break;
            case ElementKind.BFloat16 when BitConverter.IsLittleEndian:
                WideFloats.FromBrains(MemoryMarshal.Cast<byte, ushort>(bytes), values);
                break;
            case ElementKind.UInt8:
                for (var i = 0; i < values.Length; i++)
                    values[i] = bytes[i];
                break;
            default:
                for (var i = 0; i < values.Length; i++)
                    values[i] = Single(bytes.Slice(i * Size, Size));
                break;
        }
    }

    /// <summary>The element as a whole number; null where it is none or does not fit.</summary>
    /// <param name="element">In little-endian order.</param>
    public long? Integer(ReadOnlySpan<byte> element)
    {
        if (Kind == ElementKind.UInt64)
            return BinaryPrimitives.ReadUInt64LittleEndian(element) is <= long.MaxValue and var large ? (long)large : null;
        if (!IsFloatingPoint)
            return Whole(element);
        var value = Kind == ElementKind.Float64 ? BinaryPrimitives.ReadDoubleLittleEndian(element) : Single(element);
        return Whole(value);
    }

    /// <summary>A whole number of 64 bits; null where it is none.</summary>
    public static long? Whole(double value)
    {
        // 2^63 is the first that does not fit.
        const double beyond = 9223372036854775808;
        return value == Math.Floor(value) && value is >= -beyond and < beyond ? (long)value : null;
    }

    /// <summary>The element of a message.</summary>
    /// <param name="element">In little-endian order.</param>
    public string Shown(ReadOnlySpan<byte> element) => Kind switch
    {
        ElementKind.UInt64 => $"{BinaryPrimitives.ReadUInt64LittleEndian(element)}",
        ElementKind.Float64 => $"{BinaryPrimitives.ReadDoubleLittleEndian(element)}",
        _ => $"{Single(element)}",
    };

    /// <summary>The text without the zeros that fill it.</summary>
    /// <param name="element">In little-endian order.</param>
    /// <exception cref="DecoderFallbackException">The bytes are no Unicode.</exception>
    public string TextOf(ReadOnlySpan<byte> element) => (Unit == 4 ? Utf32 : (Encoding)Utf8).GetString(element).TrimEnd('\0');

    private static void Reverse<T>(Span<byte> bytes) where T : unmanaged
    {
        if (typeof(T) == typeof(short))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(bytes), MemoryMarshal.Cast<byte, short>(bytes));
        else if (typeof(T) == typeof(int))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, int>(bytes));
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(bytes), MemoryMarshal.Cast<byte, long>(bytes));
    }

    private float Single(ReadOnlySpan<byte> element) => Kind switch
    {
        ElementKind.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        ElementKind.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
        ElementKind.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
        ElementKind.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
        ElementKind.Float8E4M3 => Float8.OfE4M3(element[0]),
        ElementKind.Float8E5M2 => Float8.OfE5M2(element[0]),
        ElementKind.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
        _ => Whole(element),
    };

    private long Whole(ReadOnlySpan<byte> element) => Kind switch
    {
        ElementKind.Boolean => element[0] == 0 ? 0 : 1,
        ElementKind.Int8 => (sbyte)element[0],
        ElementKind.UInt8 => element[0],
        ElementKind.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        ElementKind.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        ElementKind.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        ElementKind.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        ElementKind.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        _ => throw new InvalidOperationException($"{Kind} is no number"),
    };

    private static int SizeOf(ElementKind kind) => kind switch
    {
        ElementKind.Boolean or ElementKind.Int8 or ElementKind.UInt8 or ElementKind.Float8E4M3 or ElementKind.Float8E5M2 => 1,
        ElementKind.Int16 or ElementKind.UInt16 or ElementKind.Float16 or ElementKind.BFloat16 => 2,
        ElementKind.Int32 or ElementKind.UInt32 or ElementKind.Float32 => 4,
        ElementKind.Int64 or ElementKind.UInt64 or ElementKind.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
