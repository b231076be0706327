using Engine.Numerics;

namespace Kernels.Simd.Ablation.Logits;

/// <summary>Logits of a group of samples, two vectors of them in the lanes: no lane is spent on classes that are not there.</summary>
/// <remarks>Each logit is the chain bias, then fused multiply-adds unit by unit: the same bits as any other product of the
/// engine.</remarks>
internal static unsafe class LogitKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Classes of one tile: ten accumulators, as many as the latency of a multiply-add asks for.</summary>
    private const int Tile = 5;

    /// <param name="outputs"><c>[units, samples]</c>.</param>
    /// <param name="weights">Panels <c>[units, classes]</c>, each <paramref name="panelLength"/> floats long.</param>
    /// <param name="units">How many units are there, the first ones.</param>
    /// <param name="bias"><c>[classes]</c>.</param>
    /// <param name="logits">Written: <c>[classes, samples]</c>.</param>
    public static void Run(float* outputs, float* weights, long panelLength, int units, float* bias, int classes, float* logits)
    {
        for (var first = 0; first < classes; first += Panels.Width, weights += panelLength)
        {
            var count = Math.Min(Panels.Width, classes - first);
            var c = 0;
            for (; c + Tile <= count; c += Tile)
                Five(outputs, weights + c, units, bias + first + c, logits + ((first + c) * 2L * TLanes.Count));
            for (; c < count; c++)
                One(outputs, weights + c, units, bias[first + c], logits + ((first + c) * 2L * TLanes.Count));
        }
    }

    private static void Five(float* outputs, float* weights, int units, float* bias, float* logits)
    {
        TVector s00 = TLanes.Create(bias[0]), s01 = s00;
        TVector s10 = TLanes.Create(bias[1]), s11 = s10;
        TVector s20 = TLanes.Create(bias[2]), s21 = s20;
        TVector s30 = TLanes.Create(bias[3]), s31 = s30;
        TVector s40 = TLanes.Create(bias[4]), s41 = s40;
        for (var unit = 0; unit < units; unit++, outputs += 2 * TLanes.Count, weights += Panels.Width)
        {
            TVector h0 = TLanes.Load(outputs), h1 = TLanes.Load(outputs + TLanes.Count);
            var w = TLanes.Create(weights[0]);
            s00 = TLanes.MultiplyAdd(h0, w, s00);
            s01 = TLanes.MultiplyAdd(h1, w, s01);
            w = TLanes.Create(weights[1]);
            s10 = TLanes.MultiplyAdd(h0, w, s10);
            s11 = TLanes.MultiplyAdd(h1, w, s11);
            w = TLanes.Create(weights[2]);
            s20 = TLanes.MultiplyAdd(h0, w, s20);
            s21 = TLanes.MultiplyAdd(h1, w, s21);
            w = TLanes.Create(weights[3]);
            s30 = TLanes.MultiplyAdd(h0, w, s30);
            s31 = TLanes.MultiplyAdd(h1, w, s31);
            w = TLanes.Create(weights[4]);
            s40 = TLanes.MultiplyAdd(h0, w, s40);
            s41 = TLanes.MultiplyAdd(h1, w, s41);
        }
        Store(s00, s01, logits);
        Store(s10, s11, logits + (2 * TLanes.Count));
        Store(s20, s21, logits + (4 * TLanes.Count));
        Store(s30, s31, logits + (6 * TLanes.Count));
        Store(s40, s41, logits + (8 * TLanes.Count));
    }

    private static void One(float* outputs, float* weights, int units, float bias, float* logits)
    {
        TVector s0 = TLanes.Create(bias), s1 = s0;
        for (var unit = 0; unit < units; unit++, outputs += 2 * TLanes.Count, weights += Panels.Width)
        {
            var w = TLanes.Create(weights[0]);
            s0 = TLanes.MultiplyAdd(TLanes.Load(outputs), w, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Load(outputs + TLanes.Count), w, s1);
        }
        Store(s0, s1, logits);
    }

    private static void Store(TVector first, TVector second, float* target)
    {
        TLanes.Store(first, target);
        TLanes.Store(second, target + TLanes.Count);
    }
}
