using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>Outputs of a hidden layer whose sums changed, and which samples are to be followed further. Rows are padded to whole
/// panels.</summary>
internal static unsafe class RowOutputs<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary><see cref="RankOneRows{TLanes,TVector}.Add"/> and ReLU in one pass.</summary>
    /// <param name="present">Neurons of the next layer that are there, the first ones.</param>
    /// <param name="followed">Written: the samples of which an output changed.</param>
    public static void AddRelu(
        SampleList samples, float* weights, long panelLength, int panels, RowMatrix sums, RowMatrix outputs, int present,
        SampleList followed)
    {
        followed.Clear();
        for (var i = 0; i < samples.Count; i++)
        {
            var row = samples.Rows[i];
            var differs = AddRelu(samples.Outputs[i], weights, panelLength, panels, sums.Row(row), outputs.Row(row), present);
            followed.Add(row, samples.Labels[i], 0, differs);
        }
    }

    /// <summary>outputs = activation of sums.</summary>
    /// <param name="followed">Written: the samples of which an output changed; it may be <paramref name="samples"/>.</param>
    public static void Activate(
        Activation activation, SampleList samples, RowMatrix sums, RowMatrix outputs, int present, SampleList followed)
    {
        var count = samples.Count;
        followed.Clear();
        for (var i = 0; i < count; i++)
        {
            var row = samples.Rows[i];
            float* from = sums.Row(row), to = outputs.Row(row);
            followed.Add(
                row, samples.Labels[i], 0,
                activation == Activation.Relu ? ActivateRelu(from, to, present) : Activate(activation, from, to, present));
        }
    }

    private static bool AddRelu(float output, float* weights, long panelLength, int panels, float* sums, float* outputs, int present)
    {
        var factor = TLanes.Create(output);
        var differences = TLanes.Zero;
        for (var panel = 0; panel < panels;
            panel++, weights += panelLength, sums += Panels.Width, outputs += Panels.Width, present -= Panels.Width)
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

    private static bool Activate(Activation activation, float* sums, float* outputs, int present)
    {
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
