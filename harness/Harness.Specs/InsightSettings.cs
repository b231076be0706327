using Engine.Ablation;

namespace Harness.Specs;

/// <summary>The thresholds by which curves are read.</summary>
public sealed record InsightSettings
{
    public static InsightSettings Default { get; } = new();

    /// <summary>The share of the useful accuracy A0 - c that may be lost while nothing counts as lost.</summary>
    public double Epsilon { get; init; } = new ReadingSettings().Epsilon;

    /// <summary>The share of it that may be left when all counts as lost.</summary>
    public double Delta { get; init; } = new ReadingSettings().Delta;

    /// <summary>A neuron whose q-value is above it says nothing by itself.</summary>
    public double Significance { get; init; } = new ReadingSettings().Significance;

    /// <summary>Permutations of the Simpson check's p-values.</summary>
    public int Permutations { get; init; } = SimpsonSettings.DefaultPermutations;

    /// <summary>Over the seeds: resamples of the bootstrap interval of a reading's mean.</summary>
    public int Resamples { get; init; } = 1000;
}
