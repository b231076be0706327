using System.Runtime.InteropServices;

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

    public static StepRecord operator +(StepRecord left, StepRecord right) =>
        new(left.Loss + right.Loss, left.Correct + right.Correct, left.NearTies + right.NearTies);
}
