using System.Globalization;

namespace Kernels.Ilgpu.Devices;

/// <summary>Which device a name means.</summary>
/// <param name="Index">Which GPU, as CUDA counts them; 0 for the other kinds.</param>
internal readonly record struct DeviceAddress(DeviceKind Kind, int Index)
{
    private const string Cuda = "ilgpu-cuda";

    public string Name => Kind switch
    {
        DeviceKind.Cuda => Index == 0 ? Cuda : $"{Cuda}:{Index}",
        DeviceKind.OpenCl => "ilgpu-opencl",
        _ => "ilgpu-cpu",
    };

    /// <summary>Reads <c>ilgpu-cuda[:n]</c>, <c>ilgpu-opencl</c> or <c>ilgpu-cpu</c>; null when the name is none of them.</summary>
    public static DeviceAddress? TryParse(string? name)
    {
        if (name is Cuda or "ilgpu-opencl" or "ilgpu-cpu")
            return new DeviceAddress(name == Cuda ? DeviceKind.Cuda : name == "ilgpu-cpu" ? DeviceKind.Cpu : DeviceKind.OpenCl, 0);
        return name?.StartsWith(Cuda + ":", StringComparison.Ordinal) == true
            && int.TryParse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new DeviceAddress(DeviceKind.Cuda, index)
            : null;
    }

    public override string ToString() => Name;
}

/// <summary>The kinds of devices that ILGPU runs kernels on.</summary>
internal enum DeviceKind
{
    /// <summary>An NVIDIA GPU, through its driver alone.</summary>
    Cuda,

    /// <summary>An OpenCL device with a generic address space.</summary>
    OpenCl,

    /// <summary>This machine's cores, simulating a GPU: right for correctness, not for speed.</summary>
    Cpu,
}
