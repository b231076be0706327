using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Ilgpu.Devices;

/// <summary>Registered with an accelerator before its first kernel is loaded, it sees kernels one by one and all that the host writes. No
/// device has one, but a simulator that checks accesses.</summary>
internal abstract class DeviceWatch : AcceleratorExtension
{
    /// <summary>The code for a compiler that knows an older OpenCL C only.</summary>
    public abstract string Translate(string source);

    /// <summary>A launch was queued; called on the accelerator's thread.</summary>
    public abstract void Launched(MethodInfo kernel);

    /// <summary>Copies to the device in a way that the simulator understands; the values may be overwritten when it returns.</summary>
    /// <param name="target">As long as the values.</param>
    public abstract void Write<T>(ReadOnlySpan<T> values, ArrayView<T> target)
        where T : unmanaged;

    /// <summary>Takes buffers that are not needed any more: memory that is given out again may count as written.</summary>
    public abstract void Keep(IReadOnlyCollection<MemoryBuffer> buffers);
}

/// <summary>All writing from the host to a device.</summary>
internal static class HostWrites
{
    /// <summary>Copies in the order of the stream.</summary>
    /// <param name="target">As long as the values.</param>
    public static void Write<T>(this Accelerator accelerator, ReadOnlySpan<T> values, ArrayView<T> target)
        where T : unmanaged
    {
        if (accelerator.TryGetExtension<DeviceWatch>(out var watch))
            watch.Write(values, target);
        else
            target.CopyFromCPU(accelerator.DefaultStream, values);
    }

    /// <summary>Zeroes in the order of the stream.</summary>
    public static void Zero<T>(this Accelerator accelerator, ArrayView<T> target)
        where T : unmanaged
    {
        if (accelerator.TryGetExtension<DeviceWatch>(out var watch))
            watch.Write(new T[target.Length], target);
        else
            target.MemSetToZero(accelerator.DefaultStream);
    }
}
