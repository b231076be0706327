using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>The rank-one update of an arriving neuron: the next layer's sums of the samples that it reaches. Rows are padded to whole
/// panels.</summary>
internal static unsafe class RankOneRows<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Each sample's sums += its output times the weights.</summary>
    /// <param name="weights">The arriving neuron's row in the first panel; the next panel's is <paramref name="panelLength"/> floats
    /// on.</param>
    /// <param name="panels">How many panels of each row, the first ones.</param>
    public static void Add(SampleList samples, float* weights, long panelLength, int panels, RowMatrix sums)
    {
        float* matrix = sums.Pointer, outputs = samples.Outputs;
        nint stride = sums.Stride;
        var rows = samples.Rows;
        var i = 0;
        for (; i + 4 <= samples.Count; i += 4)
            Four(
                outputs + i, weights, panelLength, panels, matrix + (rows[i] * stride), matrix + (rows[i + 1] * stride),
                matrix + (rows[i + 2] * stride), matrix + (rows[i + 3] * stride));
        for (; i < samples.Count; i++)
            One(outputs[i], weights, panelLength, panels, matrix + (rows[i] * stride));
    }

    /// <summary>Four samples at a time: their sums share the loads of the weights.</summary>
    private static void Four(float* outputs, float* weights, long panelLength, int panels, float* s0, float* s1, float* s2, float* s3)
    {
        TVector t0 = TLanes.Create(outputs[0]), t1 = TLanes.Create(outputs[1]);
        TVector t2 = TLanes.Create(outputs[2]), t3 = TLanes.Create(outputs[3]);
        for (nint first = 0; first < panels * Panels.Width; first += Panels.Width, weights += panelLength)
        {
            for (var lane = 0; lane < Panels.Width; lane += TLanes.Count)
            {
                var w = TLanes.Load(weights + lane);
                TLanes.Store(TLanes.MultiplyAdd(t0, w, TLanes.Load(s0 + first + lane)), s0 + first + lane);
                TLanes.Store(TLanes.MultiplyAdd(t1, w, TLanes.Load(s1 + first + lane)), s1 + first + lane);
                TLanes.Store(TLanes.MultiplyAdd(t2, w, TLanes.Load(s2 + first + lane)), s2 + first + lane);
                TLanes.Store(TLanes.MultiplyAdd(t3, w, TLanes.Load(s3 + first + lane)), s3 + first + lane);
            }
        }
    }

    private static void One(float output, float* weights, long panelLength, int panels, float* sums)
    {
        var factor = TLanes.Create(output);
        for (var panel = 0; panel < panels; panel++, weights += panelLength, sums += Panels.Width)
        {
            for (var lane = 0; lane < Panels.Width; lane += TLanes.Count)
                TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(weights + lane), TLanes.Load(sums + lane)), sums + lane);
        }
    }
}
