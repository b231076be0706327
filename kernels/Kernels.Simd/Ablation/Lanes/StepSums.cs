using Engine.Numerics;

namespace Kernels.Simd.Ablation.Lanes;

/// <summary>One order's steps, summed over the panels of a block.</summary>
/// <remarks>Sixteen partial sums of each, sample modulo 16, whatever the vector width: the order of summation, and with it the last digit of a loss, is fixed.</remarks>
internal sealed unsafe class StepSums<TLanes, TVector>(int steps) : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const int Partial = StepRecord.PartialSums;

    /// <summary>In float64.</summary>
    private readonly AlignedBuffer _losses = new(2L * steps * Partial);

    /// <summary>Right answers, then near ties: whole numbers, exact in float32 for any block.</summary>
    private readonly AlignedBuffer _counts = new(2L * steps * Partial);

    public void Clear()
    {
        _losses.Span.Clear();
        _counts.Span.Clear();
    }

    /// <param name="firstSample">Of the panel within its block.</param>
    /// <param name="results">As <see cref="LaneScore{TLanes,TVector}"/> gives them.</param>
    public void Add(int step, int firstSample, float* results)
    {
        var width = 2 * TLanes.Count;
        for (var first = 0; first < width; first += TLanes.Count, results += TLanes.Count)
        {
            var part = (firstSample + first) % Partial;
            TLanes.AddWidened(TLanes.Load(results), (double*)_losses.Pointer + ((long)step * Partial) + part);
            var counts = _counts.Pointer + (2L * step * Partial) + part;
            TLanes.Store(TLanes.Add(TLanes.Load(counts), TLanes.Load(results + width)), counts);
            TLanes.Store(TLanes.Add(TLanes.Load(counts + Partial), TLanes.Load(results + (2 * width))), counts + Partial);
        }
    }

    public StepRecord this[int step]
    {
        get
        {
            var loss = StepRecord.Sum(new ReadOnlySpan<double>((double*)_losses.Pointer + ((long)step * Partial), Partial));
            var counts = new ReadOnlySpan<float>(_counts.Pointer + (2L * step * Partial), 2 * Partial);
            float correct = 0, ties = 0;
            for (var i = 0; i < Partial; i++)
                (correct, ties) = (correct + counts[i], ties + counts[Partial + i]);
            return new StepRecord(loss, (int)correct, (int)ties);
        }
    }

    public void Dispose()
    {
        _losses.Dispose();
        _counts.Dispose();
    }
}
