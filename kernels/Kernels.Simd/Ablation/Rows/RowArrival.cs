using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>What an arriving neuron does to one sample's row of the next layer. Rows are padded to whole panels.</summary>
/// <remarks>Measured on FashionMNIST 100-100, layer 1, 22 orders: rank-one update and activation one after the other with a choice of the
/// activation inside the loop took twice the time of the fused ReLU loop below.</remarks>
internal static unsafe class RowArrival<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>sums += output * weights.</summary>
    /// <param name="weights">The arriving neuron's row in the first panel; the next panel's is <paramref name="panelLength"/> floats on.</param>
    public static void AddRow(float output, float* weights, long panelLength, int panels, float* sums)
    {
        var factor = TLanes.Create(output);
        for (var panel = 0; panel < panels; panel++, weights += panelLength, sums += Panels.Width)
        {
            for (var lane = 0; lane < Panels.Width; lane += TLanes.Count)
                TLanes.Store(TLanes.MultiplyAdd(factor, TLanes.Load(weights + lane), TLanes.Load(sums + lane)), sums + lane);
        }
    }

    /// <summary><see cref="AddRow"/> and ReLU in one pass.</summary>
    /// <param name="present">Neurons of the next layer that are there, the first ones.</param>
    /// <returns>Whether any of their outputs changed.</returns>
    public static bool AddRowRelu(float output, float* weights, long panelLength, int panels, float* sums, float* outputs, int present)
    {
        var factor = TLanes.Create(output);
        var differences = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++, weights += panelLength, sums += Panels.Width, outputs += Panels.Width, present -= Panels.Width)
        {
            for (var lane = 0; lane < Panels.Width; lane += TLanes.Count)
            {
                var sum = TLanes.MultiplyAdd(factor, TLanes.Load(weights + lane), TLanes.Load(sums + lane));
                TLanes.Store(sum, sums + lane);
                if (lane >= present)
                    continue;
                var activated = LaneMath<TLanes, TVector>.Relu(sum);
                differences = TLanes.Differences(differences, activated, TLanes.Load(outputs + lane));
                TLanes.Store(activated, outputs + lane);
            }
        }
        return !TLanes.IsEmpty(differences);
    }

    /// <summary>outputs = activation of sums.</summary>
    /// <returns>Whether any output changed.</returns>
    public static bool Activate(Activation activation, float* sums, float* outputs, int present)
    {
        if (activation == Activation.Relu)
            return ActivateRelu(sums, outputs, present);
        var differences = TLanes.Zero;
        for (var i = 0; i < present; i += TLanes.Count)
        {
            var output = ActivationKernel<TLanes, TVector>.Apply(activation, TLanes.Load(sums + i));
            differences = TLanes.Differences(differences, output, TLanes.Load(outputs + i));
            TLanes.Store(output, outputs + i);
        }
        return !TLanes.IsEmpty(differences);
    }

    private static bool ActivateRelu(float* sums, float* outputs, int present)
    {
        var differences = TLanes.Zero;
        for (var i = 0; i < present; i += TLanes.Count)
        {
            var output = LaneMath<TLanes, TVector>.Relu(TLanes.Load(sums + i));
            differences = TLanes.Differences(differences, output, TLanes.Load(outputs + i));
            TLanes.Store(output, outputs + i);
        }
        return !TLanes.IsEmpty(differences);
    }
}
