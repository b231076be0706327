using Engine.Ablation;

namespace Engine.Analysis.Insights;

/// <summary>How curves are read; the defaults are those of a spec.</summary>
public sealed record InsightOptions
{
    public static InsightOptions Default { get; } = new();

    /// <summary>The thresholds.</summary>
    public ReadingSettings Readings { get; init; } = new();

    /// <summary>B of the Simpson check's p-values: so many permutations.</summary>
    public int Permutations { get; init; } = SimpsonSettings.DefaultPermutations;

    /// <summary>Over the seeds of a sweep: resamples of the bootstrap interval of a reading's mean.</summary>
    public int Resamples { get; init; } = 1000;
}
