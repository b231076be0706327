using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What <see cref="ListKernel"/> reads and writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ListArguments
{
    /// <summary><c>[neurons, Stride]</c>.</summary>
    public ArrayView<float> Outputs;

    /// <summary><c>[neurons, Stride]</c>: written, the samples on which each neuron's output is not 0.</summary>
    public ArrayView<int> Lists;

    /// <summary><c>[neurons]</c>: 0 before, how many they are after.</summary>
    public ArrayView<int> Counts;

    public int Samples;
    public int Stride;
}
