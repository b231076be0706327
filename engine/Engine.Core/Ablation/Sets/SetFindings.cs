using System.Collections.Immutable;
using Engine.Numerics;

namespace Engine.Ablation.Sets;

/// <summary>The effects of removing sets of neurons.</summary>
/// <param name="Total">Samples evaluated.</param>
/// <param name="Intact">Of the network with all its neurons.</param>
/// <param name="Outcomes">One for each set, in their order.</param>
public sealed record SetFindings(int Total, SetOutcome Intact, ImmutableArray<SetOutcome> Outcomes)
{
    /// <summary>A0 - A without a set.</summary>
    public double Drop(int set) => (double)(Intact.Correct - Outcomes[set].Correct) / Total;
}

/// <summary>The answers of a network without a set of neurons.</summary>
/// <param name="Correct">Samples classified rightly.</param>
/// <param name="Loss">Mean cross-entropy, nats.</param>
/// <param name="NearTies">Samples whose two highest logits are closer than <see cref="SampleScore.NearTie"/>.</param>
/// <param name="Changed">Samples whose predicted class is another than the intact network's.</param>
public readonly record struct SetOutcome(int Correct, double Loss, int NearTies, int Changed);
