using ILGPU;

namespace Kernels.Ilgpu.Histograms;

/// <summary>As <see cref="SharedHistogramKernel"/>, where the counters of a few neurons do not fit shared memory: every addition goes to memory.</summary>
/// <remarks>Grid: [tiles of X neurons, tiles of samples]; group X x Y. With so many cells two samples seldom meet in one.</remarks>
internal static class GlobalHistogramKernel
{
    public static void Run(HistogramArguments a)
    {
        int x = Group.IdxX, y = Group.IdxY, across = Group.DimX, down = Group.DimY;
        var neuron = (Grid.IdxX * across) + x;
        if (neuron >= a.Neurons)
            return;
        var first = Grid.IdxY * a.GroupSamples;
        var end = Math.Min(a.Samples, first + a.GroupSamples);
        var middle = Symbols.MiddleEdge(a, neuron);
        var isNumber = true;
        for (var sample = first + y; sample < end; sample += down)
        {
            var output = a.Activations[((long)sample * a.Neurons) + neuron];
            isNumber &= !float.IsNaN(output);
            var cell = (Symbols.BinOf(a, neuron, middle, output) * a.Classes) + a.Labels[sample];
            Atomic.Add(ref a.Counts[((long)cell * a.Neurons) + neuron], 1);
        }
        if (!isNumber)
            Atomic.Min(ref a.NotANumber[0], neuron);
    }
}
