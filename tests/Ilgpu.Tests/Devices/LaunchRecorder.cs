using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;

namespace Ilgpu.Tests.Devices;

/// <summary>One launch that a recorder was asked for.</summary>
/// <param name="Kernel">Compiled for its types.</param>
internal sealed record Launch(MethodInfo Kernel, Index3D Grid, Index3D Group, int SharedBytes);

/// <summary>Stands for an accelerator: takes what its limits allow, refuses the rest, and runs nothing.</summary>
internal sealed class LaunchRecorder(LaunchLimits limits) : ILauncher
{
    private static readonly ConcurrentDictionary<MethodInfo, KernelSpecialization> Specializations = new();

    private readonly List<Launch> _launches = [];

    /// <summary>
    /// The limits of every GPU of compute capability 8.0, 9.0 and 12.0 (CUDA's programming guide, "Technical Specifications per Compute
    /// Capability"), with the shared memory that a kernel has without asking for more.
    /// </summary>
    public static LaunchLimits Nvidia { get; } =
        new(new Index3D(int.MaxValue, 65_535, 65_535), new Index3D(1024, 1024, 64), 1024, 48 << 10);

    public LaunchLimits Limits => limits;

    public IReadOnlyList<Launch> Launches => _launches;

    /// <summary>The specialization that the product compiles a kernel with.</summary>
    public static KernelSpecialization Specialization(MethodInfo kernel)
    {
        if (Specializations.IsEmpty)
            EveryLaunch.OfBlocks();
        return Specializations[kernel];
    }

    public Action<KernelConfig, T> Load<T>(Action<T> kernel, KernelSpecialization specialization)
        where T : struct
    {
        Specializations[kernel.Method] = specialization;
        return (shape, _) =>
        {
            limits.Require(LaunchLimits.NameOf(kernel), shape);
            _launches.Add(new Launch(kernel.Method, shape.GridDim, shape.GroupDim, shape.SharedMemoryConfig.ArraySize));
        };
    }
}
