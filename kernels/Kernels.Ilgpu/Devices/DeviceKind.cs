namespace Kernels.Ilgpu.Devices;

/// <summary>What ILGPU runs kernels on.</summary>
internal enum DeviceKind
{
    /// <summary>An NVIDIA GPU, through its driver alone.</summary>
    Cuda,

    /// <summary>An OpenCL device with a generic address space.</summary>
    OpenCl,

    /// <summary>This machine's cores, simulating a GPU: right for correctness, not for speed.</summary>
    Cpu,
}
