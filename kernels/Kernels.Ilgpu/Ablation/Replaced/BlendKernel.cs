using System.Runtime.InteropServices;
using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation.Replaced;

/// <summary>A layer's outputs at a step: a neuron's own where it is present, else what takes its place.</summary>
/// <remarks>Grid: [tiles of samples, neurons, orders], a thread per sample; 4 bytes read and 4 written.</remarks>
internal static class BlendKernel
{
    public static void Blend(BlendArguments a)
    {
        int order = Grid.IdxZ, step = Grid.DimX * Group.DimX;
        for (var neuron = Grid.IdxY; neuron < a.Width; neuron += Grid.DimY)
        {
            var isPresent = a.Ranks[((long)order * a.Width) + neuron] >= a.Step;
            var own = (order * a.OwnPerOrder) + ((long)neuron * a.Stride);
            var target = (((long)order * a.Width) + neuron) * a.Stride;
            for (var sample = (Grid.IdxX * Group.DimX) + Group.IdxX; sample < a.Samples; sample += step)
            {
                var value = isPresent ? a.Own[own + sample] : a.Others[((long)neuron * a.Stride) + sample];
                a.Values[target + sample] = isPresent && a.Activates != 0 ? DeviceActivation.Apply(a.Activation, value) : value;
            }
        }
    }
}

/// <summary>The arguments of <see cref="BlendKernel"/>: one layer at one step of every order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BlendArguments
{
    /// <summary><c>[orders][Width, Stride]</c>, or <c>[Width, Stride]</c> for all: outputs, or pre-activations where
    /// <see cref="Activates"/>.</summary>
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
