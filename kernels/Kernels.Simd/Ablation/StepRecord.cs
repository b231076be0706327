using System.Runtime.InteropServices;

namespace Kernels.Simd.Ablation;

/// <summary>One step of a curve over some samples.</summary>
/// <param name="Loss">Sum of cross-entropies, nats.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepRecord(double Loss, int Correct, int NearTies)
{
    public static StepRecord operator +(StepRecord left, StepRecord right) =>
        new(left.Loss + right.Loss, left.Correct + right.Correct, left.NearTies + right.NearTies);
}
