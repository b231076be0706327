using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Engine.Torch.Devices;

/// <summary>Finds libtorch and has it loaded.</summary>
/// <remarks>TorchSharp, where it finds no library, prints its search to standard output and copies files from the package cache. So it is asked only for what was seen to load.</remarks>
internal static partial class TorchLibrary
{
    /// <summary>Worker threads of OpenMP wait by spinning otherwise, which on a busy machine can make two threads 30 times slower than one.</summary>
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    private static readonly Lock Loading = new();

    /// <summary>The version of libtorch that TorchSharp is built for, e.g. <c>2.10.0</c>.</summary>
    public static string Version => torch.NormalizeNuGetVersion(torch.__version__);

    /// <summary>Loads what CPU tensors need.</summary>
    /// <returns>Why it cannot be; null where it is loaded.</returns>
    public static string? LoadCpu() => Load(DeviceType.CPU, "torch_cpu", "its files belong beside the engine; build again with ./build.sh --providers card");

    /// <summary>Loads what CUDA tensors need. Where both are used this comes first: libtorch looks for its CUDA part once, at its first use.</summary>
    /// <returns>Why it cannot be; null where it is loaded.</returns>
    public static string? LoadCuda() => Load(
        DeviceType.CUDA,
        "torch_cuda",
        "this build has libtorch for CPUs; ./build.sh --providers card takes the one with CUDA where it finds an NVIDIA driver");

    private static string? Load(DeviceType type, string library, string advice)
    {
        lock (Loading)
        {
            HaveThreadsBlock();
            if (!NativeLibrary.TryLoad(library, typeof(torch).Assembly, null, out _))
                return $"library not found: {FileName(library)} ({advice}).";
            if (WhyNot("LibTorchSharp") is { } failure)
                return failure;
            return torch.TryInitializeDeviceType(type) ? null : $"libtorch {Version} finds no usable GPU.";
        }
    }

    private static string? WhyNot(string library)
    {
        try
        {
            NativeLibrary.Load(library, typeof(torch).Assembly, null);
            return null;
        }
        catch (DllNotFoundException failure)
        {
            return NewerSystem().Match(failure.Message) is { Success: true } found
                ? $"{FileName(library)} does not load: this system's {found.Groups["library"].Value} is too old, it lacks {found.Groups["version"].Value} (Debian 13 and Ubuntu 24.04 have it)."
                : $"library not found: {FileName(library)} or one that it needs.";
        }
    }

    private static string FileName(string library) => OperatingSystem.IsWindows() ? $"{library}.dll" : $"lib{library}.so";

    /// <summary>OpenMP reads the process's environment when it is loaded, of which .NET keeps a copy of its own. What the user set stays.</summary>
    private static void HaveThreadsBlock()
    {
        if (Environment.GetEnvironmentVariable(WaitPolicy) is not null)
            return;
        Environment.SetEnvironmentVariable(WaitPolicy, "PASSIVE");
        if (!OperatingSystem.IsWindows())
            _ = SetEnvironment(WaitPolicy, "PASSIVE", 0);
    }

    /// <summary>The loader's words for a symbol version that the system's library does not have.</summary>
    [GeneratedRegex(@"(?<library>[^\s/:]+): version [`'](?<version>[^']+)' not found")]
    private static partial Regex NewerSystem();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
