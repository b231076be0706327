using System.Runtime.InteropServices;
using Engine.Networks;
using ILGPU;

namespace Kernels.Ilgpu.Ablation.Replaced;

/// <summary>What <see cref="BlendKernel"/> reads and writes: one layer at one step of every order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BlendArguments
{
    /// <summary><c>[orders][Width, Stride]</c>, or <c>[Width, Stride]</c> for all: outputs, or pre-activations where <see cref="Activates"/>.</summary>
    public ArrayView<float> Own;

    /// <summary><c>[Width, Stride]</c>: what takes the place of removed outputs.</summary>
    public ArrayView<float> Others;

    /// <summary><c>[orders, Width]</c>: how many neurons are removed before each; more than there are steps for one that stays.</summary>
    public ArrayView<int> Ranks;

    /// <summary><c>[orders][Width, Stride]</c>: written.</summary>
    public ArrayView<float> Values;

    /// <summary>Elements from one order's own values to the next's; 0 where all share them.</summary>
    public long OwnPerOrder;

    /// <summary>Neurons removed so far.</summary>
    public int Step;

    public int Width;
    public int Samples;
    public int Stride;
    public int Activates;
    public Activation Activation;
}
