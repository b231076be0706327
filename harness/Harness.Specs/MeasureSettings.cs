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

    public bool Equals(MeasureSettings? other) =>
        other is not null && Permutations == other.Permutations
        && Splits.SequenceEqual(other.Splits) && Quantizers.SequenceEqual(other.Quantizers);

    public override int GetHashCode() => HashCode.Combine(Splits.Length, Quantizers.Length, Permutations);
}
