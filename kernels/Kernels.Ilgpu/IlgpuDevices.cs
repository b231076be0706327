using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu;

/// <summary>The devices that ILGPU offers, by name.</summary>
public static class IlgpuDevices
{
    /// <summary>How many devices of a kind there are; 1 where there is none, which then says why. Starts the kind's driver.</summary>
    /// <param name="kind"><c>ilgpu-cuda</c>, <c>ilgpu-opencl</c> or <c>ilgpu-cpu</c>.</param>
    public static int Count(string kind) => Math.Max(1, DeviceAddress.TryParse(kind)?.Kind switch
    {
        DeviceKind.Cuda => CudaDriver.Count(),
        DeviceKind.OpenCl => OpenClDriver.Count(),
        DeviceKind.Cpu => DeviceContext.Simulators,
        _ => 0,
    });

    /// <summary>The device of a name, available or not; null when the name is none of ILGPU's.</summary>
    /// <param name="name"><c>ilgpu-cuda</c>, <c>ilgpu-opencl</c> or <c>ilgpu-cpu</c>; one of them with a number, as in
    /// <c>ilgpu-cuda:1</c>.</param>
    /// <param name="log">Told what a user should know while the device works; may be called from another thread.</param>
    public static IlgpuDevice? Find(string name, Action<string>? log) =>
        DeviceAddress.TryParse(name) is { } address ? new IlgpuDevice(address, new DeviceSettings(log)) : null;
}
