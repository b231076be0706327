using System.Runtime.InteropServices;

namespace Engine.Numerics;

/// <summary>Sorts many numbers by their bits, digit by digit from the last on: several times faster than by comparisons from about a
/// million on.</summary>
public static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <param name="values">Sorted in place; none negative or NaN: the bits of others are in another order.</param>
    /// <param name="room">As long as the values; overwritten.</param>
    public static void Ascending(Span<double> values, Span<double> room)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(room.Length, values.Length, nameof(room));
        var from = MemoryMarshal.Cast<double, ulong>(values);
        var to = MemoryMarshal.Cast<double, ulong>(room);
        Span<int> places = stackalloc int[Digits];
        var swapped = false;
        for (var shift = 0; shift < 64; shift += DigitBits)
        {
            places.Clear();
            foreach (var value in from)
                places[Digit(value, shift)]++;
            if (places.Contains(from.Length))
                continue;
            var next = 0;
            foreach (ref var place in places)
                (place, next) = (next, next + place);
            foreach (var value in from)
                to[places[Digit(value, shift)]++] = value;
            var other = from;
            from = to;
            to = other;
            swapped = !swapped;
        }
        if (swapped)
            room.CopyTo(values);
    }

    private static int Digit(ulong value, int shift) => (int)(value >> shift) & (Digits - 1);
}
