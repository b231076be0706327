using System.Runtime.InteropServices;
using Engine.Networks;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What <see cref="ArrivalKernel"/> reads and writes: one layer beyond the first that is ablated, at one step.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ArrivalArguments
{
    /// <summary><c>[orders]</c>.</summary>
    public ArrayView<Arrival> Arrivals;

    /// <summary>The layer's pre-activations, <c>[orders][Width, Stride]</c>: in the second layer kept for all neurons, later for those present, so that the arriving one's is written.</summary>
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
}
