using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Data;
using Engine.Networks;

namespace Kernels.Tests.Witnesses;

/// <summary>A network, samples and orders that the engine and the outside witness both analyse.</summary>
/// <param name="Orders">By scope.</param>
public sealed record WitnessJob(
    string Name, Network Network, LabelledData Data, IReadOnlyList<(AblationScope Scope, AblationOrder Order)> Orders)
{
    /// <summary>Neurons that are removed alone.</summary>
    public IReadOnlyList<NeuronId> Singles { get; init; } = [];

    public Replacements Replaced { get; init; } = Replacements.Zero;
}
