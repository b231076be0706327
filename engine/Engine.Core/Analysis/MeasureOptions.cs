using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>How hidden neurons are measured, and on which samples; the defaults are those of a spec.</summary>
public sealed record MeasureOptions
{
    /// <summary>Distinct, at least one; each gives a set of measures of its own.</summary>
    public ImmutableArray<Split> Splits { get; init; } = [Split.Validation];

    /// <summary>Distinct, at least one.</summary>
    public ImmutableArray<QuantizerRule> Quantizers { get; init; } = [QuantizerRule.OneBit];

    /// <summary>Label permutations of the null distribution; 0 for none.</summary>
    public int Permutations { get; init; } = 200;

    /// <summary>Quantizers of which fewer bits are looked at too, by merging bins; distinct, none one-bit, may be empty.</summary>
    public ImmutableArray<QuantizerRule> Sensitivity { get; init; } = [];

    /// <summary>Resamples of the 95% bootstrap interval of mutual information; 0 for none.</summary>
    public int Resamples { get; init; }

    /// <summary>Everything that is counted.</summary>
    public ImmutableArray<QuantizerRule> Counted => [.. Quantizers.Union(Sensitivity)];

    public bool Equals(MeasureOptions? other) =>
        other is not null && Permutations == other.Permutations && Resamples == other.Resamples
        && Splits.SequenceEqual(other.Splits) && Quantizers.SequenceEqual(other.Quantizers) && Sensitivity.SequenceEqual(other.Sensitivity);

    public override int GetHashCode() => HashCode.Combine(Splits.Length, Quantizers.Length, Permutations, Resamples, Sensitivity.Length);
}
