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

    /// <summary>Why device number <paramref name="index"/>, of those that can be used, is not there; null where it is.</summary>
    public static string? Fault(int index) =>
        Ask() is { } devices ? Fault(devices, index) : $"no OpenCL: {DriverLibrary.OpenCl.File} was not found";

    /// <summary>How many devices can be used.</summary>
    public static int Count() => Ask()?.Count(device => device.Missing().Count == 0) ?? 0;

    /// <summary>The reason, from what the devices say of themselves.</summary>
    public static string? Fault(IReadOnlyList<OpenClFacts> devices, int index)
    {
        if (devices.Count == 0)
            return "no OpenCL device: the library names none";
        var refused = devices.Where(device => device.Missing().Count > 0).Select(device => device.Refusal).ToArray();
        var usable = devices.Count - refused.Length;
        var others = string.Join("; ", refused);
        if (usable == 0)
            return $"no OpenCL device that can be used: {others}";
        return index < usable
            ? null
            : $"no such device: there {(usable == 1 ? "is 1 OpenCL device" : $"are {usable} OpenCL devices")} that can be used, "
                + $"counted from 0{(refused.Length > 0 ? $"; {others}" : "")}";
    }

    /// <summary>The devices of all drivers; null where there is no OpenCL.</summary>
    private static OpenClFacts[]? Ask()
    {
        if (!DriverLibrary.OpenCl.TryLoad(out var handle))
            return null;
        NativeLibrary.Free(handle);
        using var context = Context.Create(builder => builder.OpenCL(_ => true));
        return [.. context.Devices.OfType<CLDevice>().Select(OpenClFacts.Of)];
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
