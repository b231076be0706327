using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Engine.Torch.Devices;

/// <summary>Finds libtorch and has it loaded.</summary>
/// <remarks>TorchSharp, where it finds no library, prints its search to standard output and copies files from the package cache.
/// So it is asked only for what was seen to load.</remarks>
internal static partial class TorchLibrary
{
    /// <summary>Worker threads of OpenMP wait by spinning otherwise, which on a busy machine
    /// can make two threads 30 times slower than one.</summary>
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>TorchSharp's own part, which calls the rest.</summary>
    private const string Own = "LibTorchSharp";

    /// <summary>The part that tells its version.</summary>
    private const string Base = "torch_cpu";

    /// <summary>The part that <see cref="Own"/> asks for beside those of the devices.</summary>
    private const string Whole = "torch";

    private static Version? _given;

    private static readonly Lock Loading = new();
    private static readonly ConcurrentDictionary<string, nint> Loaded = new();

    static TorchLibrary() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += ByName;

    /// <summary>The version of libtorch that is loaded, e.g. <c>2.10.0</c>: the one that TorchSharp is built for, unless the user names
    /// libraries of another. Only where it is loaded: TorchSharp looks for it as soon as it is asked anything.</summary>
    public static string Version => _given?.ToString(3) ?? torch.NormalizeNuGetVersion(torch.__version__);

    /// <summary>Loads what CPU tensors need.</summary>
    /// <returns>Why it cannot be; null where it is loaded.</returns>
    public static string? LoadCpu() => Load(DeviceType.CPU, Base, "./build.sh --torch cpu");

    /// <summary>Loads what CUDA tensors need. Where both are used this comes first: libtorch looks for its CUDA part once,
    /// at its first use.</summary>
    /// <returns>Why it cannot be; null where it is loaded.</returns>
    public static string? LoadCuda() => Load(DeviceType.CUDA, "torch_cuda", "./build.sh --torch cuda");

    private static string? Load(DeviceType type, string library, string command)
    {
        lock (Loading)
        {
            HaveThreadsBlock();
            var failure = GivenLibrary.Folder is { } given ? LoadGiven(given, library, command) : LoadLaid(library, command);
            if (failure is not null)
                return failure;
            return torch.TryInitializeDeviceType(type) ? null : "libtorch finds no usable GPU.";
        }
    }

    private static string? LoadLaid(string library, string command) =>
        Holder(library) is { } folder
            ? WhyNot(folder, library, command) ?? WhyNot(folder, Own, command)
            : $"library not found: {FileName(library)}; {command} brings it.";

    /// <summary>Loads libtorch from the folder that the user names, and TorchSharp's part from there or from beside the engine. That part
    /// asks for the others by name, and the system's loader takes those that are loaded already.</summary>
    private static string? LoadGiven(string folder, string library, string command)
    {
        if (!File.Exists(Path.Combine(folder, FileName(library))))
            return $"library not found: {FileName(library)} in {folder}, which {GivenLibrary.Variable} names; "
                + "PyTorch has it in its package's folder torch/lib.";
        if (WhyNot(folder, Base, command) is { } failure)
            return failure;
        _given = GivenLibrary.VersionOf(Loaded[Base]);
        if (GivenLibrary.Refuse(folder, _given) is { } refusal)
            return refusal;
        return (File.Exists(Path.Combine(folder, FileName(Own))) ? folder : Holder(Own)) is { } holder
            ? WhyNot(folder, library, command) ?? WhyNot(folder, Whole, command) ?? WhyNot(holder, Own, command)
            : $"library not found: {FileName(Own)}, TorchSharp's own part; ./build.sh --torch cpu brings it.";
    }

    private static string? Holder(string library) =>
        Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName(library))));

    /// <summary>Where libtorch may lie: beside the engine, or where the build lays it down once for all its programs.
    /// One of the system's own would be of another version.</summary>
    private static IEnumerable<string> Folders()
    {
        var beside = (Setting("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var laid = Setting("Engine.Torch.Folder") is { } folder ? Path.GetFullPath(folder, AppContext.BaseDirectory) : null;
        return [.. beside, AppContext.BaseDirectory, .. laid is null ? Array.Empty<string>() : [laid]];
    }

    private static string? Setting(string name) => AppContext.GetData(name) as string;

    /// <summary>Loads a library; null where it does, else why not.</summary>
    /// <param name="command">Brings the whole of libtorch.</param>
    internal static string? WhyNot(string folder, string library, string command)
    {
        var file = Path.Combine(folder, FileName(library));
        try
        {
            Loaded[library] = NativeLibrary.Load(file);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            return $"{Path.GetFileName(file)} does not load: "
                + (GivenLibrary.Missing(failure.Message) ?? LoaderComplaint.Read(failure.Message, file, command));
        }
    }

    /// <summary>TorchSharp asks for its library by name. Linux and Windows take what is loaded already; macOS takes it from here.</summary>
    private static nint ByName(Assembly assembly, string library) => Loaded.GetValueOrDefault(library);

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    /// <summary>OpenMP reads the process's environment when it is loaded, of which .NET keeps a copy of its own.
    /// A variable that the user set stays.</summary>
    private static void HaveThreadsBlock()
    {
        if (Environment.GetEnvironmentVariable(WaitPolicy) is not null)
            return;
        Environment.SetEnvironmentVariable(WaitPolicy, "PASSIVE");
        if (!OperatingSystem.IsWindows())
            _ = SetEnvironment(WaitPolicy, "PASSIVE", 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
