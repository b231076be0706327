using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Ilgpu.Devices;

/// <summary>Says which OpenCL devices can be used, and of each other one why not.</summary>
internal static class OpenClDriver
{
    /// <summary>Whether a device has all that the engine's kernels need.</summary>
    public static bool IsUsable(CLDevice device) => OpenClFacts.Of(device).Missing().Count == 0;

    /// <summary>Why there is no device to use; null where there is one.</summary>
    public static string? Fault()
    {
        if (!DriverLibrary.OpenCl.TryLoad(out var handle))
            return $"no OpenCL: {DriverLibrary.OpenCl.File} was not found";
        NativeLibrary.Free(handle);
        using var context = Context.Create(builder => builder.OpenCL(_ => true));
        return Fault([.. context.Devices.OfType<CLDevice>().Select(OpenClFacts.Of)]);
    }

    /// <summary>The reason, from what the devices say of themselves.</summary>
    public static string? Fault(IReadOnlyList<OpenClFacts> devices)
    {
        if (devices.Count == 0)
            return "no OpenCL device: the library names none";
        return devices.Any(device => device.Missing().Count == 0)
            ? null
            : $"no OpenCL device that can be used: {string.Join("; ", devices.Select(device => device.Refusal))}";
    }
}

/// <summary>The answers of an OpenCL device, as far as the engine asks.</summary>
/// <param name="Language">The newest OpenCL C that it can be told to compile. Not what it names as its version of OpenCL C: from OpenCL 3.0
/// on that may be 1.2 beside a compiler for 3.0.</param>
/// <param name="SharedBytes">What OpenCL calls local memory, for one group.</param>
internal sealed record OpenClFacts(string Name, CLCVersion Language, bool GenericAddressSpace, int SharedBytes)
{
    /// <summary>The device, and all that it lacks.</summary>
    public string Refusal => $"{Name} lacks {string.Join(" and ", Missing())}";

    public static OpenClFacts Of(CLDevice device) =>
        new(device.Name, device.CLStdVersion, device.Capabilities.GenericAddressSpace, device.MaxSharedMemoryPerGroup);

    /// <summary>The needs that it does not meet: those of ILGPU's code, and of the kernels.</summary>
    public IReadOnlyList<string> Missing()
    {
        List<string> missing = [];
        if (Language < CLBackend.MinimumVersion)
            missing.Add($"OpenCL C {Number(CLBackend.MinimumVersion)} (it has {Number(Language)})");
        if (!GenericAddressSpace)
            missing.Add("a generic address space");
        if (SharedBytes < KernelSet.LeastSharedBytes)
            missing.Add($"{KernelSet.LeastSharedBytes >> 10} KiB of local memory (it has {SharedBytes >> 10})");
        return missing;
    }

    private static string Number(CLCVersion version) => $"{version.Major}.{version.Minor}";
}
