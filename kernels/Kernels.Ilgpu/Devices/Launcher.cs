using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Ilgpu.Devices;

/// <summary>Makes launches of kernels: an accelerator's, or, where only their shapes are looked at, nobody's.</summary>
internal interface ILauncher
{
    LaunchLimits Limits { get; }

    /// <summary>The launch of one kernel, which is compiled now.</summary>
    Action<KernelConfig, T> Load<T>(Action<T> kernel, KernelSpecialization specialization)
        where T : struct;
}

/// <summary>Launches on an accelerator's default stream what its device takes.</summary>
internal sealed class AcceleratorLauncher(Accelerator accelerator) : ILauncher
{
    public LaunchLimits Limits { get; } = LaunchLimits.Of(accelerator);

    public Action<KernelConfig, T> Load<T>(Action<T> kernel, KernelSpecialization specialization)
        where T : struct
    {
        var (launch, name) = (KernelLoader.Load(accelerator, kernel, specialization), LaunchLimits.NameOf(kernel));
        return (shape, arguments) =>
        {
            Limits.Require(name, shape);
            launch(shape, arguments);
        };
    }
}

/// <summary>The limits of one launch on a device. A driver that is asked for more says "invalid value", and not of what.</summary>
/// <param name="Grid">Groups along each axis at most.</param>
/// <param name="Group">Threads of a group along each axis at most.</param>
/// <param name="Threads">Threads of a group at most.</param>
/// <param name="SharedBytes">Shared memory of a group at most.</param>
internal sealed record LaunchLimits(Index3D Grid, Index3D Group, int Threads, int SharedBytes)
{
    /// <summary>Groups along the second and third axis that every device takes.</summary>
    public const int MostDown = ushort.MaxValue;

    public static LaunchLimits Of(Accelerator accelerator) => new(
        accelerator.MaxGridSize, accelerator.MaxGroupSize, accelerator.MaxNumThreadsPerGroup, accelerator.MaxSharedMemoryPerGroup);

    public static string NameOf(Delegate kernel) => kernel.Method.DeclaringType?.Name ?? kernel.Method.Name;

    /// <exception cref="InvalidOperationException">The launch is beyond a limit, which the message names.</exception>
    public void Require(string kernel, in KernelConfig shape)
    {
        if (Fault(shape.GridDim, shape.GroupDim, shape.SharedMemoryConfig.ArraySize) is { } fault)
            throw new InvalidOperationException($"{kernel} cannot be launched: {fault}. This is a fault of the engine: less at a time, "
                + "with a smaller --memory, may go round it.");
    }

    /// <summary>The first limit that a launch is beyond; null where there is none.</summary>
    public string? Fault(Index3D grid, Index3D group, int sharedBytes)
    {
        if (!Fits(grid, Grid))
            return $"a grid of {grid} groups, and the device takes 1 to {Grid}";
        if (!Fits(group, Group) || (long)group.X * group.Y * group.Z > Threads)
            return $"groups of {group} threads, and the device takes {Threads}, along each axis 1 to {Group}";
        return sharedBytes > SharedBytes ? $"{sharedBytes:N0} bytes of shared memory, and the device has {SharedBytes:N0}" : null;
    }

    private static bool Fits(Index3D size, Index3D most) =>
        size.X > 0 && size.Y > 0 && size.Z > 0 && size.X <= most.X && size.Y <= most.Y && size.Z <= most.Z;
}
