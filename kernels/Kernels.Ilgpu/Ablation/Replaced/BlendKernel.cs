using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation.Replaced;

/// <summary>A layer's outputs at a step: a neuron's own where it is present, else what takes its place.</summary>
/// <remarks>Grid: [tiles of samples, neurons, orders], a thread per sample; 4 bytes read and 4 written.</remarks>
internal static class BlendKernel
{
    public static void Run(BlendArguments a)
    {
        int order = Grid.IdxZ, step = Grid.DimX * Group.DimX;
        for (var neuron = Grid.IdxY; neuron < a.Width; neuron += Grid.DimY)
        {
            var isPresent = a.Ranks[(order * a.Width) + neuron] >= a.Step;
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
