namespace Engine.Measures;

/// <summary>How a permutation null is drawn.</summary>
/// <param name="Count">B, the permutations; p-values are multiples of 1 / (B + 1).</param>
/// <param name="Seed">Permutation i is the same for all neurons and depends on (seed, i) alone.</param>
public readonly record struct PermutationSettings(int Count, ulong Seed)
{
    public const int DefaultCount = 200;
}
