using Engine.Randomness;

namespace Engine.Torch.Dropout;

/// <summary><see cref="Philox"/> 4x32-10 in tensor operations, so that random words need not be drawn here and carried to a GPU.</summary>
/// <remarks>Words are int64 tensors with values below 2^32. A product of two of them may wrap around: its low 64 bits are still right, and masking takes off the sign that a shift draws in.</remarks>
internal static class TensorPhilox
{
    private const int Rounds = 10;

    // Constants lie in this memory, where they meet tensors of any device without being copied to it.
    private static readonly Tensor Mask = Constant(0xFFFFFFFF);
    private static readonly Tensor HalfWord = Constant(32);

    // The constants of Philox: two odd multipliers, and the Weyl increments of the key.
    private const long Multiplier0 = 0xD2511F53;
    private const long Multiplier1 = 0xCD9E8D57;
    private const long Weyl0 = 0x9E3779B9;
    private const long Weyl1 = 0xBB67AE85;

    /// <summary>The four random words of each counter under each key.</summary>
    /// <param name="counter">The counter's words; they broadcast against each other and against the keys.</param>
    /// <param name="key0">The keys' low halves.</param>
    public static Tensor[] Block(Tensor[] counter, Tensor key0, Tensor key1)
    {
        var words = counter;
        for (var round = 0; round < Rounds; round++)
            words = Round(words, Advance(key0, Weyl0 * round), Advance(key1, Weyl1 * round));
        return words;
    }

    private static Tensor Advance(Tensor key, long by) => key.add(by).bitwise_and_(Mask);

    private static Tensor[] Round(Tensor[] x, Tensor key0, Tensor key1)
    {
        Tensor product0 = x[0].mul(Multiplier0), product1 = x[2].mul(Multiplier1);
        return
        [
            High(product1).bitwise_xor(x[1]).bitwise_xor(key0),
            product1.bitwise_and(Mask),
            High(product0).bitwise_xor(x[3]).bitwise_xor(key1),
            product0.bitwise_and(Mask),
        ];
    }

    private static Tensor High(Tensor product) => product.bitwise_right_shift(HalfWord).bitwise_and(Mask);

    private static Tensor Constant(long value) => torch.tensor(value).DetachFromDisposeScope();
}
