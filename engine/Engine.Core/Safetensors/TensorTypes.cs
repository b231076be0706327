using System.Buffers.Binary;

namespace Engine.Safetensors;

/// <summary>Names, sizes and conversion to float32 of the element types.</summary>
public static class TensorTypes
{
    /// <summary>The names of all types read, for messages.</summary>
    public static string AllNames { get; } = string.Join(", ", Enum.GetNames<TensorType>());

    /// <summary>Whether the type holds real numbers; counters do not.</summary>
    public static bool IsFloatingPoint(this TensorType type) => type != TensorType.I64;

    internal static bool TryParse(string text, out TensorType type) =>
        Enum.TryParse(text, ignoreCase: false, out type) && Enum.GetName(type) == text;

    /// <summary>Bytes of one element.</summary>
    internal static int Size(this TensorType type) => type switch
    {
        TensorType.F16 or TensorType.BF16 => 2,
        TensorType.F32 => 4,
        TensorType.F64 or TensorType.I64 => 8,
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
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
