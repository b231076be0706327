using Engine.Randomness;

namespace Engine.Training;

/// <summary>The order in which an epoch visits the training samples: a function of seed and epoch alone,
/// the same for every trainer.</summary>
public static class BatchOrder
{
    /// <param name="epoch">0-based.</param>
    /// <returns>A permutation, <c>[samples]</c>; a batch is the next so many of it, the last one of an epoch the rest.</returns>
    public static int[] Of(ulong seed, int epoch, int samples) =>
        new RandomStream(seed, RandomPurpose.BatchOrder, (ulong)epoch).Permutation(samples);
}
