using Engine.Ablation;
using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What a device found for the samples and steps of one order's check.</summary>
/// <param name="Found">By step, the scores of the check's block.</param>
internal sealed record CheckedOrder(DriftCheck Check, IReadOnlyDictionary<int, SampleScore[]> Found)
{
    /// <summary>Recomputes them in float64 on the host.</summary>
    /// <exception cref="InvalidOperationException">A checked score disagrees.</exception>
    public void Verify(Network network) => Check.Verify(network, Check.Block * TallyKernel.Block, Found);
}
