using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Harness.Build;

/// <summary>
/// Debian 12 has the libstdc++ of GCC 12, and TorchSharp's native library needs that of GCC 13; it has PoCL 3, and ILGPU needs the generic
/// address space that newer ones offer. There the tests of both run with Debian 13's libraries, laid down in a folder of ours and mounted
/// over /usr for these processes alone.
/// </summary>
internal static partial class NewerLibraries
{
    private const string Older = "bookworm", Newer = "trixie";
    private const string Drivers = "etc/OpenCL/vendors";

    // What these need comes with them: PoCL brings LLVM and a linker.
    private static readonly string[] Packages = ["libc6", "libgcc-s1", "libstdc++6", "ocl-icd-libopencl1", "pocl-opencl-icd"];

    // As root of a user namespace, who is not root may mount as well. "$1" is our folder, "$2" the system's, "$3" an empty one of ours.
    // Places that are mounted below the system's, as containers have a GPU driver's libraries, an overlay leaves out: they are mounted
    // again.
    private const string Mount = """
        set -e
        below=$(awk -v folder="$2/" 'index($2, folder) == 1 { print $2 }' /proc/self/mounts)
        mount --rbind "$2" "$3"
        mount -t overlay overlay -o "lowerdir=$1:$2" "$2"
        for place in $below; do mount --bind "$3${place#"$2"}" "$place"; done
        shift 3
        exec "$@"
        """;

    /// <summary>Whether this system is one that they are laid down for.</summary>
    public static bool AreOffered =>
        File.Exists("/usr/bin/apt-get")
        && File.ReadAllText("/etc/os-release").Contains($"VERSION_CODENAME={Older}", StringComparison.Ordinal);

    public static bool AreHere(Home home) => Folder(home) is not null;

    /// <summary>Where this system loads TorchSharp's library by itself, or its file is missing, nothing is to be done for that.</summary>
    public static bool AreHereOrNotNeeded(Home home) => AreHere(home) || SystemLacks(home) is null;

    /// <summary>The command as it is; where newer libraries were laid down, with these.</summary>
    public static Command Within(Home home, Command command)
    {
        if (Folder(home) is not { } folder)
            return command;
        string[] user = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        return command with
        {
            Program = "unshare",
            Arguments = [.. user, "--mount", "sh", "-c", Mount, "sh", folder, "/usr", Held(home), command.Program, .. command.Arguments],
            Environment = new Dictionary<string, string>(command.Environment)
            {
                ["OCL_ICD_VENDORS"] = Path.Combine(home.NewerLibraries, Drivers),
                // The CPU twice: what several devices need is tried on them.
                ["POCL_DEVICES"] = "cpu cpu",
                // Kernels that PoCL compiled are kept here and not in the user's folder.
                ["POCL_CACHE_DIR"] = Path.Combine(home.NewerLibraries, "cache"),
            },
        };
    }

    /// <summary>Null when done, otherwise why it could not be.</summary>
    public static string? Install(Workshop workshop)
    {
        var commands = workshop.Steps.Commands;
        if (!AreOffered)
            return $"{SystemLacks(workshop.Home)}; only Debian 12 is helped by itself";
        string[] with = ["install", "--download-only", "--yes", "--no-install-recommends", .. Packages];
        if (new AptFolder(commands, workshop.Home.NewerLibraries).Lay(Sources, with) is { } error)
            return error;
        Directory.CreateDirectory(Held(workshop.Home));
        return Try(commands, workshop.Home);
    }

    /// <summary>Starts one program with them: not every container may mount.</summary>
    /// <returns>Null when it ran; otherwise why not, and the libraries are gone again.</returns>
    private static string? Try(CommandRunner commands, Home home)
    {
        var result = commands.Run(Within(home, new Command(Dotnet.Program, ["--version"], home.Root)));
        if (result.Succeeded)
            return null;
        Directory.Delete(home.NewerLibraries, recursive: true);
        return $"no program starts with them mounted, which takes root or user namespaces: {result.Output.Trim()}";
    }

    /// <summary>The sources of the older release's main suite, each for the newer one; of one file in either of apt's forms.</summary>
    internal static string Sources(string text, string extension) => extension == ".sources"
        ? string.Join("\n\n", Regex.Split(text, @"\n\s*\n")
            .Where(stanza => OlderSuites().IsMatch(stanza)).Select(stanza => OlderSuites().Replace(stanza, $"Suites: {Newer}")))
        : string.Join(
            '\n', text.Split('\n').Where(line => OlderLine().IsMatch(line)).Select(line => OlderLine().Replace(line, $"$1 {Newer} ")));

    /// <summary>The system's own /usr for the time of a command.</summary>
    private static string Held(Home home) => Path.Combine(home.NewerLibraries, "system");

    /// <summary>The folder to mount over /usr; null where nothing was laid down, or not all of it by an earlier version.</summary>
    private static string? Folder(Home home) =>
        Directory.Exists(Path.Combine(home.NewerLibraries, Drivers)) && Directory.Exists(Held(home))
            ? Path.Combine(home.NewerLibraries, "usr")
            : null;

    /// <summary>The loader's complaint of this system; null where there is none.</summary>
    private static string? SystemLacks(Home home)
    {
        var library = Path.Combine(home.Torch, "libLibTorchSharp.so");
        if (!File.Exists(library))
            return null;
        try
        {
            NativeLibrary.Load(library);
            return null;
        }
        catch (DllNotFoundException failure)
        {
            return failure.Message.Split('\n').FirstOrDefault(line => line.Contains("version `", StringComparison.Ordinal))
                ?? failure.Message;
        }
    }

    [GeneratedRegex($@"^Suites:.*(?<![\w-]){Older}(?![\w-]).*$", RegexOptions.Multiline)]
    private static partial Regex OlderSuites();

    [GeneratedRegex($@"^(deb\s.*?)\s{Older}\s")]
    private static partial Regex OlderLine();
}
