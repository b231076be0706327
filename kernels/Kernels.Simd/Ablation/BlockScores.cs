using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>The losses and verdicts of a block's samples, one sample after another.</summary>
internal sealed unsafe class BlockScores(int capacity) : IDisposable
{
    /// <summary>Added to a verdict by a near tie: more than the right answers of a block, so that both can be read off one sum.</summary>
    public const float NearTie = 1 << 12;

    private readonly AlignedBuffer _memory = new(2L * Padded(capacity));

    /// <summary>Samples of the block.</summary>
    public int Count { get; private set; }

    /// <summary>Cross-entropies in nats, <c>[samples]</c>.</summary>
    public float* Losses => _memory.Pointer;

    /// <summary>1 where the prediction is right and <see cref="NearTie"/> more where it is a near tie, <c>[samples]</c>.</summary>
    public float* Verdicts => _memory.Pointer + Padded(capacity);

    public void Begin(int count)
    {
        Count = count;
        _memory.Span.Clear();
    }

    /// <summary>The block's sums.</summary>
    /// <remarks>Sixteen partial sums of losses, sample modulo 16, whatever the vector width: the order of summation, and with it the last
    /// digit of a loss, is fixed.
    /// Verdicts are whole numbers, exact in float32 for any block.</remarks>
    public StepRecord Sum()
    {
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector256<float> verdicts = default;
        float* losses = Losses, found = Verdicts;
        for (var sample = 0; sample < Count; sample += StepRecord.PartialSums)
        {
            var (l0, l1) = Vector256.Widen(Vector256.Load(losses + sample));
            var (l2, l3) = Vector256.Widen(Vector256.Load(losses + sample + 8));
            (s0, s1, s2, s3) = (s0 + l0, s1 + l1, s2 + l2, s3 + l3);
            verdicts += Vector256.Load(found + sample) + Vector256.Load(found + sample + 8);
        }
        var verdict = (int)Vector256.Sum(verdicts);
        var partial = stackalloc double[StepRecord.PartialSums];
        s0.Store(partial);
        s1.Store(partial + 4);
        s2.Store(partial + 8);
        s3.Store(partial + 12);
        return new StepRecord(
            StepRecord.Sum(new ReadOnlySpan<double>(partial, StepRecord.PartialSums)), verdict % (int)NearTie, verdict / (int)NearTie);
    }

    public void Dispose() => _memory.Dispose();

    private static int Padded(int capacity) => (capacity + StepRecord.PartialSums - 1) / StepRecord.PartialSums * StepRecord.PartialSums;
}
