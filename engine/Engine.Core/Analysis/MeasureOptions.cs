using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>What is measured of every hidden neuron.</summary>
/// <param name="Splits">On which samples; each gives a set of measures of its own.</param>
/// <param name="Permutations">B of the permutation null; 0 leaves it out.</param>
public sealed record MeasureOptions(ImmutableArray<Split> Splits, ImmutableArray<QuantizerRule> Quantizers, int Permutations)
{
    /// <summary>Quantizers of which fewer bits are looked at too, by merging bins; none is one-bit.</summary>
    public ImmutableArray<QuantizerRule> Sensitivity { get; init; } = [];

    /// <summary>Resamples of the bootstrap interval of mutual information; 0 leaves it out.</summary>
    public int Resamples { get; init; }

    /// <summary>Everything that is counted.</summary>
    public ImmutableArray<QuantizerRule> Counted => [.. Quantizers.Union(Sensitivity)];
}
