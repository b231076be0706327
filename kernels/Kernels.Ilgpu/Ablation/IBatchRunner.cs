using Engine.Data;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Evaluates every step of some orders on batches of samples.</summary>
internal interface IBatchRunner
{
    BatchScores Scores { get; }

    /// <summary>Intact outputs of the first ablated layer, <c>[width, stride]</c>: read, for the batch that is run next.</summary>
    ArrayView<float> Intact { get; }

    /// <param name="atStep">Called after each step's kernels are launched, from the last step to the intact network.</param>
    void Run(LabelledData data, int first, int count, Action<int> atStep, CancellationToken cancellation);
}
