using Engine.Data;

namespace Engine.Ablation;

/// <summary>Orders of one scope to evaluate together.</summary>
/// <param name="Data">The samples on which right answers are counted.</param>
/// <param name="Checks">So many random steps of each curve are recomputed by a full forward pass in float64 and must agree.</param>
/// <param name="Seed">Chooses the steps and samples that are checked.</param>
public sealed record AblationRequest(LabelledData Data, AblationScope Scope, IReadOnlyList<AblationOrder> Orders, int Checks, ulong Seed)
{
    public const int DefaultChecks = 4;
}
