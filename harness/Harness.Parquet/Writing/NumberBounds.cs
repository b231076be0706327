using System.Numerics;
using System.Runtime.InteropServices;
using Harness.Parquet.Metadata;

namespace Harness.Parquet.Writing;

/// <summary>The bounds of numbers by the format's rules for floats: NaN never counts, a least zero is -0, a greatest zero is +0, so that a
/// reader who tells them apart is not misled.</summary>
internal static class NumberBounds
{
    public static Bounds? Of<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var (min, max, found) = (T.Zero, T.Zero, false);
        foreach (var value in values)
        {
            if (T.IsNaN(value))
                continue;
            min = found && min <= value ? min : value;
            max = found && max >= value ? max : value;
            found = true;
        }
        return found ? new(Bytes(min == T.Zero ? -T.Zero : min), Bytes(max == T.Zero ? T.Zero : max)) : null;
    }

    private static byte[] Bytes<T>(T value) where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
