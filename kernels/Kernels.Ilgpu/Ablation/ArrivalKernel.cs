using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>
/// The lists of samples on which the output of a neuron that is put back is not 0: no other sample's logits change.
/// </summary>
/// <remarks>
/// Grid: [tiles of samples, orders], a thread per sample. In the second ablated layer the pre-activation is looked up, which is kept for all
/// neurons; beyond, it is summed over the neurons present, in the order of their arrival, the very sum that keeping it up to date would have
/// given. Cost there: present multiply-adds and 4 present bytes per sample, read along samples.
/// </remarks>
internal static class ArrivalKernel
{
    public static void Run(ArrivalArguments a)
    {
        int thread = Group.IdxX, threads = Group.DimX, order = Grid.IdxY, step = Grid.DimX * Group.DimX;
        var arrival = a.Arrivals[order];
        if (arrival.Layer != a.Layer)
            return;
        for (var first = Grid.IdxX * threads; first < a.Samples; first += step)
        {
            var sample = first + thread;
            var keep = sample < a.Samples && DeviceActivation.IsNotZero(Output(a, arrival, order, sample));
            Compaction.Append(keep, sample, a.Lists.SubView((long)arrival.List * a.Stride, a.Stride), a.Counts.SubView(arrival.Count, 1));
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
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.Activation, x0), weights[from], sum);
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.Activation, x1), weights[from + a.Width], sum);
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.Activation, x2), weights[from + (2L * a.Width)], sum);
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.Activation, x3), weights[from + (3L * a.Width)], sum);
        }
        for (; k < arrival.Present; k++)
            sum = Fused.MultiplyAdd(DeviceActivation.Apply(a.Activation, inputs[(long)k * a.Stride]), weights[(long)k * a.Width], sum);
        return sum;
    }
}
