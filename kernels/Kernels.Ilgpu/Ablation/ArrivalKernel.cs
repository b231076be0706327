using System.Runtime.InteropServices;
using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>
/// The lists of samples on which the output of a neuron that is put back is not 0: no other sample's logits change.
/// </summary>
/// <remarks>
/// Grid: [tiles of samples, orders], a thread per sample. In the second ablated layer the pre-activation is looked up, which is kept for
/// all neurons; beyond, it is summed over the neurons present, in the order of their arrival, the very sum that keeping it up to date would
/// have given. Cost there: present multiply-adds and 4 present bytes per sample, read along samples.
/// </remarks>
internal static class ArrivalKernel
{
    public static void Arrive(ArrivalArguments a)
    {
        int thread = Group.IdxX, threads = Group.DimX, order = Grid.IdxY, step = Grid.DimX * Group.DimX;
        var arrival = a.Arrivals[order];
        if (arrival.Layer != a.Layer)
            return;
        for (var first = Grid.IdxX * threads; first < a.Samples; first += step)
        {
            var sample = first + thread;
            var keep = sample < a.Samples && DeviceActivation.IsNotZero(Output(a, arrival, order, sample));
            Compaction.Append(keep, sample, a.Lists.SubView((long)arrival.List * a.Stride, a.Samples), a.Counts.SubView(arrival.Count, 1));
        }
    }

    private static float Output(ArrivalArguments a, Arrival arrival, int order, int sample)
    {
        var at = ((((long)order * a.Width) + arrival.Row) * a.Stride) + sample;
        // Beyond the second layer the sum is kept from now on.
        if (a.IsSecond == 0)
            a.Sums[at] = Sum(a, arrival, order, sample);
        return DeviceActivation.Apply(a.Activation, a.Sums[at]);
    }

    private static float Sum(ArrivalArguments a, Arrival arrival, int order, int sample)
    {
        var sum = a.Bias[((long)order * a.Width) + arrival.Row];
        var inputs = a.Inputs.SubView(((long)order * a.PreviousWidth * a.Stride) + sample);
        var weights = a.Weights.SubView(((long)order * a.PreviousWidth * a.Width) + arrival.Row);
        var k = 0;
        for (; k + 3 < arrival.Present; k += 4)
        {
            // Four loads before the first is used: one alone would leave the memory waiting.
            long at = (long)k * a.Stride, from = (long)k * a.Width;
            float x0 = inputs[at], x1 = inputs[at + a.Stride], x2 = inputs[at + (2L * a.Stride)], x3 = inputs[at + (3L * a.Stride)];
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.InputActivation, x0), weights[from], sum);
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.InputActivation, x1), weights[from + a.Width], sum);
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.InputActivation, x2), weights[from + (2L * a.Width)], sum);
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.InputActivation, x3), weights[from + (3L * a.Width)], sum);
        }
        for (; k < arrival.Present; k++)
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.InputActivation, inputs[(long)k * a.Stride]), weights[(long)k * a.Width], sum);
        return sum;
    }
}

/// <summary>The arguments of <see cref="ArrivalKernel"/>: one layer beyond the first that is ablated, at one step.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ArrivalArguments
{
    /// <summary><c>[orders]</c>.</summary>
    public ArrayView<Arrival> Arrivals;

    /// <summary>The layer's pre-activations, <c>[orders][Width, Stride]</c>: in the second layer kept for all neurons, later for those
    /// present, so that the arriving one's is written.</summary>
    public ArrayView<float> Sums;

    /// <summary>Beyond the second layer: the pre-activations of the layer before, <c>[orders][PreviousWidth, Stride]</c>.</summary>
    public ArrayView<float> Inputs;

    /// <summary>Beyond the second layer: <c>[orders][PreviousWidth, Width]</c> and <c>[orders][Width]</c>.</summary>
    public ArrayView<float> Weights;
    public ArrayView<float> Bias;

    /// <summary><c>[lists, Stride]</c>: written, the samples on which the arriving output is not 0.</summary>
    public ArrayView<int> Lists;

    /// <summary>0 before, the length of each list after.</summary>
    public ArrayView<int> Counts;

    /// <summary>1-based.</summary>
    public int Layer;

    /// <summary>1 in the second layer.</summary>
    public int IsSecond;

    public int Width;
    public int PreviousWidth;
    public int Samples;
    public int Stride;
    public Activation Activation;

    /// <summary>Beyond the second layer: of the layer before.</summary>
    public Activation InputActivation;
}

/// <summary>Which neuron one order puts back at a step.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Arrival
{
    /// <summary>1-based.</summary>
    public int Layer;

    /// <summary>In the first ablated layer the neuron's number, beyond it its position in the order of arrival.</summary>
    public int Row;

    /// <summary>How many neurons of the layer before are present.</summary>
    public int Present;

    /// <summary>The list of the samples that the neuron changes, and which counter says how many they are.</summary>
    public int List;
    public int Count;
}
