using System.Runtime.InteropServices;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>One step of a curve over some samples.</summary>
/// <param name="Loss">Sum of cross-entropies, nats.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepRecord(double Loss, int Correct, int NearTies)
{
    /// <summary>Partial sums of a block's losses: that of a sample is its number modulo this.</summary>
    public const int PartialSums = 16;

    public static double Sum(ReadOnlySpan<double> partialSums)
    {
        var sum = 0.0;
        foreach (var part in partialSums)
            sum += part;
        return sum;
    }

    /// <summary>Sums in the order of <see cref="PartialSums"/>.</summary>
    public static StepRecord Of(ReadOnlySpan<SampleScore> scores)
    {
        Span<double> losses = stackalloc double[PartialSums];
        losses.Clear();
        int correct = 0, ties = 0;
        for (var sample = 0; sample < scores.Length; sample++)
        {
            ref readonly var score = ref scores[sample];
            losses[sample % PartialSums] += score.Loss;
            correct += score.Correct ? 1 : 0;
            ties += score.IsNearTie ? 1 : 0;
        }
        return new StepRecord(Sum(losses), correct, ties);
    }

    public static StepRecord operator +(StepRecord left, StepRecord right) =>
        new(left.Loss + right.Loss, left.Correct + right.Correct, left.NearTies + right.NearTies);
}
