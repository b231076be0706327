using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Harness.Build;

/// <summary>
/// Lays TorchSharp's native library (LibTorchSharp and libtorch) down in artifacts/torch, as --torch asks. The build does not depend on
/// it: every program looks for it there when it runs.
/// </summary>
internal static partial class TorchNative
{
    private const string Project = "harness/Torch.Native";
    private const string Cpu = "cpu";

    /// <summary>Brings what --torch asks for, now or when it was last given.</summary>
    public static void Run(Workshop workshop) => Run(workshop, HasNvidiaDriver());

    internal static void Run(Workshop workshop, bool hasDriver)
    {
        var (home, asked) = (workshop.Home, workshop.Invocation[Options.Torch]);
        var choice = asked ?? Remembered(home);
        if (choice == "none" && Directory.Exists(home.Torch))
            Directory.Delete(home.Torch, recursive: true);
        if (Variant(choice, hasDriver) is { } variant && LaidVariant(home) != variant
            && workshop.Steps.Time($"libtorch ({variant})", () => Lay(workshop, variant)) is { } reason)
        {
            if (choice != "auto")
                throw new UserMistakeException($"--torch {choice}: {reason}");
            workshop.Steps.Note($"  without torch-cuda: {reason}");
        }

        if (asked is not null)
            Remember(home, asked);
    }

    /// <summary>
    /// The tests of torch-cpu want the library whatever suits a user of this machine best; and a system that can load it.
    /// </summary>
    public static IEnumerable<Need> Needs(Workshop workshop)
    {
        const string without = "the tests of torch-cpu are skipped";
        if ((workshop.Invocation[Options.Torch] ?? Remembered(workshop.Home)) == "none")
            return [];
        return
        [
            new("libtorch", without, () => LaidVariant(workshop.Home) is not null, () => Lay(workshop, Cpu)),
            new(
                "newer system libraries", without, () => NewerLibraries.AreHereOrNotNeeded(workshop.Home),
                () => NewerLibraries.Install(workshop)),
        ];
    }

    /// <summary>The value of EngineTorchNative for a choice; null where nothing is to be brought.</summary>
    internal static string? Variant(string choice, bool hasDriver) => choice switch
    {
        "cpu" => Cpu,
        "cuda" => OnWindows("cuda-windows", "cuda-linux"),
        "auto" when hasDriver => OnWindows("cuda-windows", "cuda-linux"),
        _ => null,
    };

    /// <summary>The name of the package that brings a variant.</summary>
    internal static string Package(string variant) => variant == Cpu ? "libtorch-cpu" : $"TorchSharp-{variant}";

    /// <summary>Why a restore failed, in the first error's words; null where it failed for another reason than its packages.</summary>
    internal static string? RestoreError(string output) =>
        NuGetError().Match(output) is { Success: true } error ? error.Groups["text"].Value.Trim() : null;

    /// <summary>Null when it is there, otherwise why its package could not be had.</summary>
    private static string? Lay(Workshop workshop, string variant)
    {
        var (home, commands) = (workshop.Home, workshop.Steps.Commands);
        string[] options = [Project, $"-p:EngineTorchNative={variant}", "--verbosity", "minimal"];
        var restore = commands.Run(Dotnet.Command(home, ["restore", .. options]));
        if (!restore.Succeeded)
            return RestoreError(restore.Output) is { } error
                ? $"the package {Package(variant)} does not restore: {error}"
                : throw workshop.Steps.Failure("libtorch", restore);
        if (Directory.Exists(home.Torch))
            Directory.Delete(home.Torch, recursive: true);
        var build = commands.Run(Dotnet.Command(home, ["build", .. options, "--configuration", "Release", "--no-restore", "--nologo"]));
        if (!build.Succeeded)
            throw workshop.Steps.Failure("libtorch", build);
        File.WriteAllText(Marker(home), variant);
        return null;
    }

    /// <summary>The variant that is there; null where none is, or where it is of other versions than are asked for now.</summary>
    private static string? LaidVariant(Home home)
    {
        string[] sources = [Path.Combine(home.Root, Project, "Torch.Native.csproj"), Path.Combine(home.Root, "Directory.Packages.props")];
        return File.Exists(Marker(home))
            && sources.All(source => File.GetLastWriteTimeUtc(source) <= File.GetLastWriteTimeUtc(Marker(home)))
            ? File.ReadAllText(Marker(home))
            : null;
    }

    private static string Marker(Home home) => Path.Combine(home.Torch, "variant");

    private static string Remembered(Home home) => File.Exists(Choice(home)) ? File.ReadAllText(Choice(home)) : "auto";

    private static void Remember(Home home, string choice)
    {
        Directory.CreateDirectory(home.BuildOutput);
        File.WriteAllText(Choice(home), choice);
    }

    private static string Choice(Home home) => Path.Combine(home.BuildOutput, "torch");

    private static string OnWindows(string windows, string elsewhere) => OperatingSystem.IsWindows() ? windows : elsewhere;

    // The driver's own library: it is there also in containers and under WSL, where /proc/driver/nvidia may not be.
    private static bool HasNvidiaDriver()
    {
        if (!NativeLibrary.TryLoad(OnWindows("nvcuda.dll", "libcuda.so.1"), out var library))
            return false;
        NativeLibrary.Free(library);
        return true;
    }

    [GeneratedRegex(@"error (?<text>NU\d+: .*?)(\[[^\[\]]*proj\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex NuGetError();
}
