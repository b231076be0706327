using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>What is measured of every hidden neuron.</summary>
/// <param name="Splits">On which samples; each gives a set of measures of its own.</param>
/// <param name="Permutations">B of the permutation null; 0 leaves it out.</param>
public sealed record MeasureOptions(ImmutableArray<Split> Splits, ImmutableArray<QuantizerRule> Quantizers, int Permutations);
