using System.Collections.Immutable;

namespace Engine.Ablation.Sets;

/// <summary>What removing sets of neurons does.</summary>
/// <param name="Total">Samples evaluated.</param>
/// <param name="Intact">Of the network with all its neurons.</param>
/// <param name="Outcomes">One for each set, in their order.</param>
public sealed record SetFindings(int Total, SetOutcome Intact, ImmutableArray<SetOutcome> Outcomes)
{
    /// <summary>A0 - A without a set.</summary>
    public double Drop(int set) => (double)(Intact.Correct - Outcomes[set].Correct) / Total;
}
