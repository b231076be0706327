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

    /// <summary>The version of libtorch that TorchSharp is built for, e.g. <c>2.10.0</c>. Only where it is loaded: TorchSharp looks for it as soon as it is asked anything.</summary>
    public static string Version => torch.NormalizeNuGetVersion(torch.__version__);

    /// <summary>Loads what CPU tensors need.</summary>
    /// <returns>Why it cannot be; null where it is loaded.</returns>
    public static string? LoadCpu() => Load(DeviceType.CPU, "torch_cpu", "its files belong beside the engine");

    /// <summary>Loads what CUDA tensors need. Where both are used this comes first: libtorch looks for its CUDA part once, at its first use.</summary>
    /// <returns>Why it cannot be; null where it is loaded.</returns>
    public static string? LoadCuda() => Load(
        DeviceType.CUDA,
        "torch_cuda",
        "this build is without libtorch for CUDA");

    private static string? Load(DeviceType type, string library, string advice)
    {
        lock (Loading)
        {
            HaveThreadsBlock();
            if (Find(library) is not { } file)
                return $"library not found: {FileName(library)} ({advice}).";
            if ((WhyNot(file) ?? WhyNot(Find("LibTorchSharp") ?? FileName("LibTorchSharp"))) is { } failure)
                return failure;
            return torch.TryInitializeDeviceType(type) ? null : "libtorch finds no usable GPU.";
        }
    }

    /// <summary>The library among those that came with the engine; one of the system's own would be of another version. Null where it did not come.</summary>
    private static string? Find(string library)
    {
        var folders = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Append(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, FileName(library))).FirstOrDefault(File.Exists);
    }

    private static string? WhyNot(string file)
    {
        try
        {
            NativeLibrary.Load(file);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            var name = Path.GetFileName(file);
            return NewerSystem().Match(failure.Message) is { Success: true } found
                ? $"{name} does not load: this system's {found.Groups["library"].Value} is too old, it lacks {found.Groups["version"].Value} (Debian 13 and Ubuntu 24.04 have it)."
                : $"{name} does not load: it, or a library that it needs, was not found.";
        }
    }

    private static string FileName(string library) => OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

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
