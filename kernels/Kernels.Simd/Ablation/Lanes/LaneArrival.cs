using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Lanes;

/// <summary>What an arriving neuron does to a panel of samples, two vectors of them in the lanes.</summary>
/// <remarks>Units lie one after another, <c>[units, samples]</c>, so that one weight meets all samples of the panel.</remarks>
internal static unsafe class LaneArrival<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Samples of a panel.</summary>
    public static int Width => 2 * TLanes.Count;

    /// <summary>Whether all of the panel's outputs are 0.</summary>
    public static bool IsSilent(float* outputs) =>
        TLanes.IsEmpty(TLanes.Differences(TLanes.Differences(TLanes.Zero, TLanes.Load(outputs), TLanes.Zero), TLanes.Load(outputs + TLanes.Count), TLanes.Zero));

    /// <summary>sums += outputs times weights, unit by unit.</summary>
    /// <param name="weights">The arriving neuron's row in the first panel of weights; the next panel's is <paramref name="panelLength"/> floats on.</param>
    /// <param name="sums"><c>[units, samples]</c>.</param>
    public static void Add(float* outputs, float* weights, long panelLength, int units, float* sums)
    {
        TVector t0 = TLanes.Load(outputs), t1 = TLanes.Load(outputs + TLanes.Count);
        for (var first = 0; first < units; first += Panels.Width, weights += panelLength)
        {
            var count = Math.Min(Panels.Width, units - first);
            for (var unit = 0; unit < count; unit++, sums += 2 * TLanes.Count)
            {
                var weight = TLanes.Create(weights[unit]);
                TLanes.Store(TLanes.MultiplyAdd(t0, weight, TLanes.Load(sums)), sums);
                TLanes.Store(TLanes.MultiplyAdd(t1, weight, TLanes.Load(sums + TLanes.Count)), sums + TLanes.Count);
            }
        }
    }

    /// <summary>The outputs of the first <paramref name="units"/> units.</summary>
    /// <returns>Whether any changed.</returns>
    public static bool Activate(Activation activation, int units, float* sums, float* next)
    {
        var differences = TLanes.Zero;
        for (var i = 0; i < units * 2 * TLanes.Count; i += TLanes.Count)
        {
            var output = ActivationKernel<TLanes, TVector>.Apply(activation, TLanes.Load(sums + i));
            differences = TLanes.Differences(differences, output, TLanes.Load(next + i));
            TLanes.Store(output, next + i);
        }
        return !TLanes.IsEmpty(differences);
    }
}
