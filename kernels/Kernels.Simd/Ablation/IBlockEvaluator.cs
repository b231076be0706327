using Engine.Ablation;

namespace Kernels.Simd.Ablation;

/// <summary>Evaluates orders over blocks of samples, whatever the vector width.</summary>
internal interface IBlockEvaluator : IDisposable
{
    /// <param name="records">Written: by order, by step.</param>
    void Run(int block, IReadOnlyList<OrderPlan> plans, IReadOnlyList<DriftCheck> checks, StepRecord[][] records, CancellationToken cancellation);
}
