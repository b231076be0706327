namespace Engine.Ablation;

/// <summary>How the correlations of a Simpson check are taken and tested.</summary>
/// <param name="IncludeInactive">Whether neurons whose output is always 0, and whose drop is therefore 0, take part.</param>
/// <param name="Permutations">B; p-values are multiples of 1 / (B + 1).</param>
public readonly record struct SimpsonSettings(bool IncludeInactive, int Permutations, ulong Seed)
{
    public const int DefaultPermutations = 1000;
}
