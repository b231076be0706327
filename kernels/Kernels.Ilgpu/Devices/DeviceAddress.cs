using Engine;

namespace Kernels.Ilgpu.Devices;

/// <summary>Which device a name means.</summary>
/// <param name="Index">Which of its kind, from 0: of GPUs as CUDA counts them.</param>
internal readonly record struct DeviceAddress(DeviceKind Kind, int Index)
{
    private static readonly Dictionary<DeviceKind, string> Kinds = new()
    {
        [DeviceKind.Cuda] = "ilgpu-cuda",
        [DeviceKind.OpenCl] = "ilgpu-opencl",
        [DeviceKind.Cpu] = "ilgpu-cpu",
    };

    public string Name => new DeviceName(Kinds[Kind], Index).ToString();

    /// <summary>Reads <c>ilgpu-cuda</c>, <c>ilgpu-opencl</c> or <c>ilgpu-cpu</c>, or one of them with a colon and a number; null when the
    /// name is none of these.</summary>
    public static DeviceAddress? TryParse(string? name) =>
        DeviceName.TryParse(name) is { } read && Kinds.FirstOrDefault(kind => kind.Value == read.Kind) is { Value: not null } kind
            ? new DeviceAddress(kind.Key, read.Index)
            : null;

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
