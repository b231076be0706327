namespace Engine.Randomness;

/// <summary>
/// Philox 4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011):
/// a keyed bijection of 128-bit counters whose outputs are random words. Any block can be computed on its own, on any thread, in any order.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;

    // The paper's constants: two odd multipliers, and the Weyl increments of the key (golden ratio; square root of 3, less one).
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four random words of <paramref name="counter"/> under the 64-bit key
    /// (<paramref name="key0"/> is its low half).</summary>
    public static PhiloxBlock Block(PhiloxBlock counter, uint key0, uint key1)
    {
        var block = counter;
        for (var round = 0; round < Rounds; round++)
        {
            block = Round(block, key0, key1);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return block;
    }

    private static PhiloxBlock Round(PhiloxBlock x, uint key0, uint key1)
    {
        var product0 = (ulong)Multiplier0 * x.W0;
        var product1 = (ulong)Multiplier1 * x.W2;
        return new PhiloxBlock(
            (uint)(product1 >> 32) ^ x.W1 ^ key0,
            (uint)product1,
            (uint)(product0 >> 32) ^ x.W3 ^ key1,
            (uint)product0);
    }
}
