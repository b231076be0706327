using Engine.Ablation;
using Engine.Data;
using Engine.Networks;

namespace Kernels.Simd.Tests.Witnesses;

/// <summary>A network, samples and orders that the engine and the outside witness both analyse.</summary>
/// <param name="Orders">By scope.</param>
public sealed record WitnessJob(string Name, Network Network, LabelledData Data, IReadOnlyList<(AblationScope Scope, AblationOrder Order)> Orders);
