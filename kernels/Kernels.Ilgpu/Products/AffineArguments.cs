using System.Runtime.InteropServices;
using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Ablation;

namespace Kernels.Ilgpu.Products;

/// <summary>The arguments of <see cref="AffineKernel"/> and <see cref="NarrowKernel"/>. Samples lie next to each other in every matrix but
/// the weights.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AffineArguments
{
    /// <summary><c>[orders][inputs, InputStride]</c>.</summary>
    public ArrayView<float> Inputs;

    /// <summary><c>[orders][inputs, Width]</c>.</summary>
    public ArrayView<float> Weights;

    /// <summary><c>[orders][Width]</c>.</summary>
    public ArrayView<float> Bias;

    /// <summary><c>[orders][Width, OutputStride]</c>: pre-activations; read where a move continues, written where
    /// <see cref="StoresSums"/>.</summary>
    public ArrayView<float> Sums;

    /// <summary><c>[orders][Width, OutputStride]</c>: written where <see cref="StoresOutputs"/>, every sample at its place in the
    /// list.</summary>
    public ArrayView<float> Outputs;

    /// <summary><c>[orders]</c>.</summary>
    public ArrayView<Move> Moves;

    /// <summary>The samples to compute.</summary>
    public SampleLists Samples;

    /// <summary>Elements from one order's inputs to the next's; 0 where all share them. The same of weights and of biases.</summary>
    public long InputsPerOrder;
    public long WeightsPerOrder;
    public long BiasPerOrder;

    public int InputStride;
    public int OutputStride;

    /// <summary>Columns of the weights.</summary>
    public int Width;

    /// <summary>1: a sample's inputs stand at its number; 0: at its place in the list.</summary>
    public int InputsBySample;

    /// <summary>1: inputs are pre-activations, to be activated when they are read.</summary>
    public int ActivatesInputs;

    /// <summary>By this function.</summary>
    public Activation InputActivation;

    /// <summary>As <see cref="InputsBySample"/>.</summary>
    public int SumsBySample;

    public int StoresSums;
    public int StoresOutputs;

    /// <summary>Of the outputs that are stored.</summary>
    public Activation Activation;
}

/// <summary>Which part of one order's affine map a launch computes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Move
{
    /// <summary>The first input that is added.</summary>
    public int From;

    /// <summary>One after the last input that is added.</summary>
    public int To;

    /// <summary>Leading columns that are computed; 0 leaves the order alone.</summary>
    public int Columns;

    /// <summary>1: the stored sums grow; 0: sums begin with the bias.</summary>
    public int Continues;
}
