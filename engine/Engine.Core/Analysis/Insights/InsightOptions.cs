using Engine.Ablation;

namespace Engine.Analysis.Insights;

/// <summary>How curves are read.</summary>
/// <param name="Readings">The thresholds.</param>
/// <param name="Permutations">B of the Simpson check's p-values.</param>
public sealed record InsightOptions(ReadingSettings Readings, int Permutations)
{
    public static InsightOptions Default { get; } = new(new ReadingSettings(), SimpsonSettings.DefaultPermutations);
}
