using Engine.Numerics;

namespace Kernels.Simd.Ablation.Lanes;

/// <summary>A neuron arrives before a layer of ReLU units: rank-one update, outputs and the first five classes' logits in one pass over the units.</summary>
/// <remarks>The update alone is bound by its stores, the logits by their multiply-adds: together they take little longer than the logits.</remarks>
internal static unsafe class FusedArrival<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <param name="outputs">Of the arriving neuron, <c>[samples]</c>, two vectors.</param>
    /// <param name="incoming">Its weights into the units, as <see cref="LaneArrival{TLanes,TVector}.Add"/> takes them.</param>
    /// <param name="sums">Pre-activations <c>[units, samples]</c>, updated.</param>
    /// <param name="next">Written: outputs <c>[units, samples]</c>.</param>
    /// <param name="outgoing">The first panel of weights <c>[units, classes]</c>.</param>
    /// <param name="bias"><c>[classes]</c>.</param>
    /// <param name="logits">The first <see cref="LogitKernel{TLanes,TVector}.TileClasses"/> are written: <c>[classes, samples]</c>.</param>
    public static void Run(float* outputs, float* incoming, long panelLength, int units, float* sums, float* next, float* outgoing, float* bias, float* logits)
    {
        TVector t0 = TLanes.Load(outputs), t1 = TLanes.Load(outputs + TLanes.Count);
        TVector s00 = TLanes.Create(bias[0]), s01 = s00;
        TVector s10 = TLanes.Create(bias[1]), s11 = s10;
        TVector s20 = TLanes.Create(bias[2]), s21 = s20;
        TVector s30 = TLanes.Create(bias[3]), s31 = s30;
        TVector s40 = TLanes.Create(bias[4]), s41 = s40;
        for (var first = 0; first < units; first += Panels.Width, incoming += panelLength)
        {
            var count = Math.Min(Panels.Width, units - first);
            for (var unit = 0; unit < count; unit++, sums += 2 * TLanes.Count, next += 2 * TLanes.Count, outgoing += Panels.Width)
            {
                var w = TLanes.Create(incoming[unit]);
                var h0 = TLanes.MultiplyAdd(t0, w, TLanes.Load(sums));
                var h1 = TLanes.MultiplyAdd(t1, w, TLanes.Load(sums + TLanes.Count));
                TLanes.Store(h0, sums);
                TLanes.Store(h1, sums + TLanes.Count);
                h0 = LaneMath<TLanes, TVector>.Relu(h0);
                h1 = LaneMath<TLanes, TVector>.Relu(h1);
                TLanes.Store(h0, next);
                TLanes.Store(h1, next + TLanes.Count);
                w = TLanes.Create(outgoing[0]);
                s00 = TLanes.MultiplyAdd(h0, w, s00);
                s01 = TLanes.MultiplyAdd(h1, w, s01);
                w = TLanes.Create(outgoing[1]);
                s10 = TLanes.MultiplyAdd(h0, w, s10);
                s11 = TLanes.MultiplyAdd(h1, w, s11);
                w = TLanes.Create(outgoing[2]);
                s20 = TLanes.MultiplyAdd(h0, w, s20);
                s21 = TLanes.MultiplyAdd(h1, w, s21);
                w = TLanes.Create(outgoing[3]);
                s30 = TLanes.MultiplyAdd(h0, w, s30);
                s31 = TLanes.MultiplyAdd(h1, w, s31);
                w = TLanes.Create(outgoing[4]);
                s40 = TLanes.MultiplyAdd(h0, w, s40);
                s41 = TLanes.MultiplyAdd(h1, w, s41);
            }
        }
        TLanes.Store(s00, logits);
        TLanes.Store(s01, logits + TLanes.Count);
        TLanes.Store(s10, logits + (2 * TLanes.Count));
        TLanes.Store(s11, logits + (3 * TLanes.Count));
        TLanes.Store(s20, logits + (4 * TLanes.Count));
        TLanes.Store(s21, logits + (5 * TLanes.Count));
        TLanes.Store(s30, logits + (6 * TLanes.Count));
        TLanes.Store(s31, logits + (7 * TLanes.Count));
        TLanes.Store(s40, logits + (8 * TLanes.Count));
        TLanes.Store(s41, logits + (9 * TLanes.Count));
    }
}
