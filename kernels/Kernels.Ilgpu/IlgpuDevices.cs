using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu;

/// <summary>The devices that ILGPU offers, by name.</summary>
public static class IlgpuDevices
{
    /// <summary>Every NVIDIA GPU; one that is not available where there is none.</summary>
    /// <param name="log">Told what a user should know while the device works; may be called from another thread.</param>
    public static IEnumerable<IlgpuDevice> Cuda(Action<string>? log) =>
        Enumerable.Range(0, Math.Max(1, CudaDriver.Count())).Select(index => Create(new DeviceAddress(DeviceKind.Cuda, index), log));

    /// <summary>The OpenCL device, available or not.</summary>
    /// <param name="log">As for <see cref="Cuda"/>.</param>
    public static IlgpuDevice OpenCl(Action<string>? log) => Create(new DeviceAddress(DeviceKind.OpenCl, 0), log);

    /// <summary>ILGPU's simulator on this machine's cores.</summary>
    /// <param name="log">As for <see cref="Cuda"/>.</param>
    public static IlgpuDevice Cpu(Action<string>? log) => Create(new DeviceAddress(DeviceKind.Cpu, 0), log);

    /// <summary>The device of a name, available or not; null when the name is none of ILGPU's.</summary>
    /// <param name="name"><c>ilgpu-cuda</c>, <c>ilgpu-cuda:1</c> …, <c>ilgpu-opencl</c> or <c>ilgpu-cpu</c>.</param>
    public static IlgpuDevice? Find(string name, Action<string>? log) =>
        DeviceAddress.TryParse(name) is { } address ? Create(address, log) : null;

    private static IlgpuDevice Create(DeviceAddress address, Action<string>? log) => new(address, new DeviceSettings(log));
}
