using Engine.Randomness;

namespace Engine.Ablation;

/// <summary>
/// Random orders of removal: each is one permutation of the scope's neurons, whose first k are removed at step k, so that
/// its steps are nested. An order depends on the seed, the scope and its own number, not on how many are asked for.
/// </summary>
public static class RandomOrders
{
    /// <summary>The name of random orders in tables.</summary>
    public const string Name = "random";

    /// <summary><c>[width]</c>: positions in the scope, first removed first.</summary>
    public static int[] Order(ulong seed, AblationScope scope, int repetition, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repetition);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        var index = ((ulong)scope.Layer << 32) | (uint)repetition;
        return new RandomStream(seed, RandomPurpose.RandomOrder, index).Permutation(width);
    }
}
