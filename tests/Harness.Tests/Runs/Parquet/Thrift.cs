using System.Text;

namespace Harness.Tests.Runs.Parquet;

/// <summary>Thrift's compact protocol by hand, for files that no writer would write.</summary>
internal static class Thrift
{
    public const int I32 = 5, I64 = 6, Binary = 8, List = 9, Struct = 12;

    /// <param name="step">The field's id less that of the one before it.</param>
    public static byte[] Field(int step, int type, params byte[] value) => [(byte)((step << 4) | type), .. value];

    public static byte[] Number(int step, long value, int type = I32) => Field(step, type, ZigZag(value));

    public static byte[] Text(int step, string value) =>
        Field(step, Binary, [.. Varint((ulong)value.Length), .. Encoding.ASCII.GetBytes(value)]);

    /// <summary>Fields one after another, and the end.</summary>
    public static byte[] Of(params byte[][] fields) => [.. fields.SelectMany(field => field), 0];

    /// <summary>The head and the elements of a list of up to 14.</summary>
    public static byte[] ListOf(int type, params byte[][] elements) =>
        [(byte)((elements.Length << 4) | type), .. elements.SelectMany(element => element)];

    public static byte[] ZigZag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
