using Engine;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Devices;

/// <summary>Finds the device that an address means.</summary>
internal static class DeviceContext
{
    /// <summary>More threads than that wait for each other longer than they work.</summary>
    private const int MostCores = 16;

    /// <summary>How many simulators can be had, each with an accelerator of its own: enough to try a sweep over several devices.</summary>
    public const int Simulators = 4;

    /// <summary>A context that knows devices of one kind, and the engine's intrinsics.</summary>
    public static Context Create(DeviceKind kind, DeviceSettings settings) => Context.Create(builder =>
    {
        DriverLibrary.Register();
        Fused.Register(builder);
        builder.Optimize(OptimizationLevel.O2);
        if (settings.Checks)
            builder.Debug().Verify();
        switch (kind)
        {
            case DeviceKind.Cuda:
                builder.Cuda();
                break;
            case DeviceKind.OpenCl:
                builder.OpenCL(settings.TakesOpenCl ?? OpenClDriver.IsUsable);
                break;
            default:
                builder.CPU(new CPUDevice(2, settings.GroupThreads / 2, settings.Cores ?? Math.Min(Environment.ProcessorCount, MostCores)));
                break;
        }
    });

    /// <summary>Whether the device is there, or exactly why not; and its hardware, as a run's record names it.</summary>
    public static (Availability Availability, string Hardware) Probe(DeviceAddress address)
    {
        var fault = address.Kind switch
        {
            DeviceKind.Cuda => CudaDriver.Fault(address.Index),
            DeviceKind.OpenCl => OpenClDriver.Fault(address.Index),
            _ => address.Index < Simulators
                ? null
                : $"no such device: the simulator can be had {Simulators} times, counted from 0",
        };
        if (fault is not null)
            return (Availability.No(fault), "");
        try
        {
            using var context = Create(address.Kind, new DeviceSettings());
            if (Find(context, address) is not { } device)
                return (Availability.No($"ILGPU finds no device that it can use as {address}"), "");
            var hardware = Hardware(device);
            var playsGpu = device is CPUDevice or CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU };
            return (Availability.Yes(hardware + Advice(playsGpu, HasFloat64(device))), hardware);
        }
        catch (Exception exception) when (exception is AcceleratorException or NotSupportedException or DllNotFoundException)
        {
            return (Availability.No(exception.Message), "");
        }
    }

    /// <summary>The device in a context of its kind.</summary>
    public static Device? Find(Context context, DeviceAddress address) => address.Kind switch
    {
        DeviceKind.Cuda => context.Devices.OfType<CudaDevice>().FirstOrDefault(device => device.DeviceId == address.Index),
        DeviceKind.OpenCl => context.Devices.OfType<CLDevice>()
            .OrderByDescending(device => device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_GPU)
            .ElementAtOrDefault(address.Index),
        _ => context.Devices.OfType<CPUDevice>().FirstOrDefault(),
    };

    /// <summary>Only OpenCL devices may be without.</summary>
    public static bool HasFloat64(Device device) => device is not CLDevice { Capabilities.Float64: false };

    private static string Hardware(Device device) => device switch
    {
        CudaDevice cuda => $"{cuda.Name}, {cuda.Architecture}, {cuda.MemorySize >> 20:N0} MiB",
        CLDevice cl => $"{cl.Name}, OpenCL {cl.DeviceVersion}, {cl.MemorySize >> 20:N0} MiB",
        _ => $"ILGPU's simulator on {Environment.ProcessorCount} cores",
    };

    /// <summary>Whoever has no GPU should not take a device that only plays one; and float64 that is missing costs no digit.</summary>
    internal static string Advice(bool playsGpu, bool float64) =>
        (float64 ? "" : ", without float64: losses are summed in integers, to the same bits")
            + (playsGpu ? ": for correctness, not for speed; on a CPU simd is the fast device" : "");
}
