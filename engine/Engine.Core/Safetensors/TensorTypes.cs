using System.Buffers.Binary;

namespace Engine.Safetensors;

/// <summary>Names, sizes and conversion to float32 of the element types.</summary>
public static class TensorTypes
{
    /// <summary>The names of all types read, for messages.</summary>
    public static string AllNames { get; } = string.Join(", ", Enum.GetNames<TensorType>());

    /// <summary>Whether the type holds real numbers; counters and masks do not.</summary>
    public static bool IsFloatingPoint(this TensorType type) => type
        is TensorType.F64 or TensorType.F32 or TensorType.F16 or TensorType.BF16 or TensorType.F8_E4M3 or TensorType.F8_E5M2;

    internal static bool TryParse(string text, out TensorType type) =>
        Enum.TryParse(text, ignoreCase: false, out type) && Enum.GetName(type) == text;

    /// <summary>Bytes of one element.</summary>
    internal static int Size(this TensorType type) => type switch
    {
        TensorType.I8 or TensorType.U8 or TensorType.BOOL or TensorType.F8_E4M3 or TensorType.F8_E5M2 => 1,
        TensorType.F16 or TensorType.BF16 or TensorType.I16 or TensorType.U16 => 2,
        TensorType.F32 or TensorType.I32 or TensorType.U32 => 4,
        TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Converts little-endian elements to the nearest float32 each; <c>values[i]</c> from the i-th element
    /// of <paramref name="bytes"/>.</summary>
    internal static void Convert(this TensorType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        var size = type.Size();
        for (var i = 0; i < values.Length; i++)
            values[i] = Single(type, bytes.Slice(i * size, size));
    }

    private static float Single(TensorType type, ReadOnlySpan<byte> element) => type switch
    {
        TensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        TensorType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
        // bfloat16 is the upper half of a float32.
        TensorType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
        TensorType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
        TensorType.I64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        TensorType.I32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        TensorType.I16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        TensorType.I8 => (sbyte)element[0],
        TensorType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
        TensorType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        TensorType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        TensorType.U8 => element[0],
        TensorType.BOOL => element[0] == 0 ? 0 : 1,
        TensorType.F8_E4M3 => Float8.OfE4M3(element[0]),
        TensorType.F8_E5M2 => Float8.OfE5M2(element[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
