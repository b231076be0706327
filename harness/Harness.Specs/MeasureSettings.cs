using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;

namespace Harness.Specs;

/// <summary>What is measured of each hidden neuron, and on which samples.</summary>
public sealed record MeasureSettings
{
    /// <summary>Distinct, at least one.</summary>
    public ImmutableArray<Split> Splits { get; init; } = [Split.Validation];

    /// <summary>Distinct, at least one.</summary>
    public ImmutableArray<QuantizerRule> Quantizers { get; init; } = [QuantizerRule.OneBit];

    /// <summary>Label permutations of the null distribution; 0 for none.</summary>
    public int Permutations { get; init; } = 200;

    /// <summary>Quantizers of which fewer bits are looked at too, by merging bins; distinct, none one-bit, may be empty.</summary>
    public ImmutableArray<QuantizerRule> Sensitivity { get; init; } = [];

    /// <summary>Resamples of the 95% bootstrap interval of mutual information; 0 for none.</summary>
    public int Resamples { get; init; }

    public bool Equals(MeasureSettings? other) =>
        other is not null && Permutations == other.Permutations && Resamples == other.Resamples && Sensitivity.SequenceEqual(other.Sensitivity)
        && Splits.SequenceEqual(other.Splits) && Quantizers.SequenceEqual(other.Quantizers);

    public override int GetHashCode() => HashCode.Combine(Splits.Length, Quantizers.Length, Permutations, Resamples, Sensitivity.Length);
}
