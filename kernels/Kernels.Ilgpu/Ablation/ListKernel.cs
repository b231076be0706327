using System.Runtime.InteropServices;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>For each neuron of the first ablated layer the samples that its return changes: the same in every order, listed once.</summary>
/// <remarks>Grid: [tiles of samples, neurons], a thread per sample; 4 bytes read and at most 4 written.</remarks>
internal static class ListKernel
{
    public static void List(ListArguments a)
    {
        int thread = Group.IdxX, threads = Group.DimX, step = Grid.DimX * Group.DimX;
        for (var neuron = Grid.IdxY; neuron < a.Neurons; neuron += Grid.DimY)
        {
            var row = (long)neuron * a.Stride;
            for (var first = Grid.IdxX * threads; first < a.Samples; first += step)
            {
                var sample = first + thread;
                var keep = sample < a.Samples && DeviceActivation.IsNotZero(a.Outputs[row + sample]);
                Compaction.Append(keep, sample, a.Lists.SubView(row, a.Samples), a.Counts.SubView(neuron, 1));
            }
        }
    }
}

/// <summary>The arguments of <see cref="ListKernel"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ListArguments
{
    /// <summary><c>[neurons, Stride]</c>.</summary>
    public ArrayView<float> Outputs;

    /// <summary><c>[neurons, Stride]</c>: written, the samples on which each neuron's output is not 0.</summary>
    public ArrayView<int> Lists;

    /// <summary><c>[neurons]</c>: 0 before, how many they are after.</summary>
    public ArrayView<int> Counts;

    public int Neurons;
    public int Samples;
    public int Stride;
}
