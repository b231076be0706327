using System.Runtime.CompilerServices;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Logits;

/// <summary>The scores of a group of samples, lane by lane.</summary>
/// <remarks>Both vectors go through one stretch of code: alone, each would wait for its own chains of operations. The loops stand apart
/// from all calls,
/// and hand over through memory: a vector that lives across a call is stored and loaded at every turn of a loop before it (measured: twice
/// the time).</remarks>
internal static unsafe class LaneScore<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Rows of results, and behind them the rows that the loops hand over: largest logit, second largest, the label's, sum of
    /// exponentials.</summary>
    public const int Rows = 6;

    private const MethodImplOptions Apart = MethodImplOptions.NoInlining;

    private static int Width => 2 * TLanes.Count;

    /// <param name="logits"><c>[classes, samples]</c>.</param>
    /// <param name="labels">True classes as float32, <c>[samples]</c>.</param>
    /// <param name="results">Written: <c>[<see cref="Rows"/>, samples]</c>: cross-entropy in nats, and the verdict as
    /// <see cref="BlockScores"/> holds it.</param>
    public static void Run(float* logits, int classes, float* labels, float* results)
    {
        var found = results + (2 * Width);
        FindLargest(logits, classes, labels, found);
        SumExponentials(logits, classes, found);
        if (Finish(found, results) | Finish(found + TLanes.Count, results + TLanes.Count))
            Untie(logits, classes, labels, found, results + Width);
    }

    /// <summary>The label's logit is found by comparing.</summary>
    [MethodImpl(Apart)]
    private static void FindLargest(float* logits, int classes, float* labels, float* found)
    {
        TVector label0 = TLanes.Load(labels), label1 = TLanes.Load(labels + TLanes.Count);
        TVector top0 = TLanes.Load(logits), top1 = TLanes.Load(logits + TLanes.Count);
        TVector second0 = TLanes.Create(float.NegativeInfinity), second1 = second0;
        TVector truth0 = top0, truth1 = top1;
        TVector number = TLanes.Zero, one = TLanes.Create(1f);
        for (var c = 1; c < classes; c++)
        {
            logits += Width;
            number = TLanes.Add(number, one);
            TVector value0 = TLanes.Load(logits), value1 = TLanes.Load(logits + TLanes.Count);
            second0 = TLanes.Max(second0, TLanes.Min(value0, top0));
            second1 = TLanes.Max(second1, TLanes.Min(value1, top1));
            top0 = TLanes.Max(value0, top0);
            top1 = TLanes.Max(value1, top1);
            truth0 = TLanes.Choose(TLanes.Equal(label0, number), value0, truth0);
            truth1 = TLanes.Choose(TLanes.Equal(label1, number), value1, truth1);
        }
        Store(top0, top1, found);
        Store(second0, second1, found + Width);
        Store(truth0, truth1, found + (2 * Width));
    }

    [MethodImpl(Apart)]
    private static void SumExponentials(float* logits, int classes, float* found)
    {
        TVector sum0 = TLanes.Zero, sum1 = TLanes.Zero;
        for (var c = 0; c < classes; c++, logits += Width)
        {
            // The largest logits are loaded at each turn: there is no register left for them.
            sum0 = TLanes.Add(sum0, LaneMath<TLanes, TVector>.ExpOfNonPositive(TLanes.Subtract(TLanes.Load(logits), TLanes.Load(found))));
            sum1 = TLanes.Add(
                sum1,
                LaneMath<TLanes, TVector>.ExpOfNonPositive(
                    TLanes.Subtract(TLanes.Load(logits + TLanes.Count), TLanes.Load(found + TLanes.Count))));
        }
        Store(sum0, sum1, found + (3 * Width));
    }

    /// <summary>A prediction is right where the label's logit is the largest.</summary>
    /// <returns>Whether two largest logits are equal somewhere, so that the lowest class has to be looked for.</returns>
    private static bool Finish(float* found, float* results)
    {
        var loss = TLanes.Log(TLanes.Load(found + (3 * Width)));
        TVector top = TLanes.Load(found), second = TLanes.Load(found + Width), truth = TLanes.Load(found + (2 * Width));
        TLanes.Store(TLanes.Add(loss, TLanes.Subtract(top, truth)), results);
        var right = TLanes.Choose(TLanes.Equal(top, truth), TLanes.Create(1f), TLanes.Zero);
        var tie = TLanes.GreaterThan(TLanes.Create(SampleScore.NearTie), TLanes.Subtract(top, second));
        TLanes.Store(TLanes.Add(right, TLanes.Choose(tie, TLanes.Create(BlockScores.NearTie), TLanes.Zero)), results + Width);
        return !TLanes.IsEmpty(TLanes.Equal(top, second));
    }

    /// <summary>Where the largest logits are equal, right are those whose class is the lowest.</summary>
    private static void Untie(float* logits, int classes, float* labels, float* found, float* verdicts)
    {
        for (var lane = 0; lane < Width; lane++)
        {
            if (found[lane] != found[Width + lane])
                continue;
            var prediction = 0;
            for (var c = 1; c < classes; c++)
                prediction = logits[(c * Width) + lane] > logits[(prediction * Width) + lane] ? c : prediction;
            verdicts[lane] = BlockScores.NearTie + (prediction == labels[lane] ? 1 : 0);
        }
    }

    private static void Store(TVector first, TVector second, float* target)
    {
        TLanes.Store(first, target);
        TLanes.Store(second, target + TLanes.Count);
    }
}
