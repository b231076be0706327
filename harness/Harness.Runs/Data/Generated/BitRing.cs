namespace Harness.Data;

/// <summary>Twelve bits on a circle, as a number from 0 to 4,095: what does not change when the circle is turned.</summary>
internal static class BitRing
{
    public const int Bits = 12;

    /// <summary>All patterns.</summary>
    public const int Patterns = 1 << Bits;

    /// <summary>The pattern turned by <paramref name="places"/>.</summary>
    public static int Rotate(int pattern, int places) => ((pattern >> places) | (pattern << (Bits - places))) & (Patterns - 1);

    /// <summary>The smallest of a pattern's rotations, which all of them share.</summary>
    public static int Smallest(int pattern) => Enumerable.Range(0, Bits).Min(places => Rotate(pattern, places));

    /// <summary>Pairs of ones that are <paramref name="distance"/> apart, counted once for each place where the first may be.</summary>
    public static int Pairs(int pattern, int distance) => int.PopCount(pattern & Rotate(pattern, distance));
}
