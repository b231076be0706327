using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Measures;

namespace Engine.Pairs;

/// <summary>Which pairs of hidden neurons are measured, and how; the defaults are those of a spec.</summary>
public sealed record PairOptions
{
    /// <summary><see cref="ScopeChoice.Layers"/>: the pairs within each layer; <see cref="ScopeChoice.Network"/>: all pairs, those across
    /// layers among them. Distinct; none measures no pair.</summary>
    public ImmutableArray<ScopeChoice> Scopes { get; init; } = [];

    /// <summary>Of both neurons' outputs.</summary>
    public QuantizerRule Quantizer { get; init; } = QuantizerRule.OneBit;

    /// <summary>How many pairs are kept by each quantity of <see cref="PairQuantity"/>; at least 1.</summary>
    public int Top { get; init; } = 100;

    /// <summary>Whether every pair is kept.</summary>
    public bool Whole { get; init; }

    public bool IsOn => !Scopes.IsEmpty;

    public bool Equals(PairOptions? other) =>
        other is not null && Quantizer == other.Quantizer && Top == other.Top && Whole == other.Whole && Scopes.SequenceEqual(other.Scopes);

    public override int GetHashCode() => HashCode.Combine(Scopes.Length, Quantizer, Top, Whole);
}
