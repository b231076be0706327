using System.Collections.Immutable;
using Engine.Analysis.Insights;

namespace Engine.Analysis;

/// <summary>All that the analysis of one network found.</summary>
/// <param name="Profiles">One set for each split and quantizer.</param>
/// <param name="Curves">Scope after scope, orders in the order of the options.</param>
/// <param name="Classes">The curves class by class, where that was asked for.</param>
/// <param name="Insights">The readings of curves and profiles, scope after scope.</param>
public sealed record NetworkFindings(
    ImmutableArray<ProfileSet> Profiles, ImmutableArray<RankedCurve> Curves, ImmutableArray<ClassCurve> Classes,
    ImmutableArray<Insight> Insights)
{
    /// <summary>Every neuron under fewer bins, where that was asked for.</summary>
    public ImmutableArray<BinnedNeuron> Binned { get; init; } = [];

    /// <summary>Pairs of neurons, where that was asked for.</summary>
    public PairFindings Pairs { get; init; } = PairFindings.None;
}
