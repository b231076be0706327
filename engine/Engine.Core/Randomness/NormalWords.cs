namespace Engine.Randomness;

/// <summary>Standard normal numbers that belong to counters, not to a sequence: any of them can be had alone, on any thread.</summary>
public static class NormalWords
{
    /// <summary>Normals of one block.</summary>
    public const int PerBlock = 4;

    private const double Scale = 1.0 / (1L << 32);

    /// <summary>Four normals of a block, by Box and Muller in float64 from two words each;
    /// a word of 32 bits reaches to 6.7 standard deviations.</summary>
    public static void Fill(PhiloxBlock block, Span<double> normals)
    {
        (normals[0], normals[1]) = Pair(block.W0, block.W1);
        (normals[2], normals[3]) = Pair(block.W2, block.W3);
    }

    private static (double First, double Second) Pair(uint a, uint b)
    {
        // (a + 1) / 2^32 is in (0, 1], so that the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log((a + 1.0) * Scale));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * b * Scale);
        return (radius * cosine, radius * sine);
    }
}
