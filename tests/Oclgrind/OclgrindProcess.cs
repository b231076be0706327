using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Oclgrind;

/// <summary>Starts this program again, with Oclgrind's library in place of the system's OpenCL.</summary>
internal static class OclgrindProcess
{
    /// <summary>In place of the version that ILGPU asks for: of two the last one counts.</summary>
    private const string BuildOptions = "-cl-std=CL1.2";

    /// <summary>Nothing is freed.</summary>
    private const long GlobalBytes = 8L << 30;

    private static readonly string[] Names = ["libOpenCL.so", "libOpenCL.so.1"];

    /// <summary>Where Debian and Ubuntu have it.</summary>
    private static string Library => "/usr/lib/oclgrind/liboclgrind-rt.so";

    public static bool IsHere => File.Exists(Library);

    /// <summary>All analyses, in groups of one size.</summary>
    public static IReadOnlyList<KernelResult> Analyze(int block, bool isShort) =>
        Start(Program.Inside, "analyses", block.ToString(provider: null), isShort ? "short" : "long");

    /// <summary>One of <see cref="PlantedFaults"/>.</summary>
    public static IReadOnlyList<KernelResult> Plant(string fault, int block) =>
        Start(Program.Inside, fault, block.ToString(provider: null), "short");

    private static KernelResult[] Start(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("oclgrind-");
        try
        {
            foreach (var name in Names)
                File.CreateSymbolicLink(Path.Combine(folder.FullName, name), Library);
            var results = Path.Combine(folder.FullName, "results.json");
            var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments, results])
            {
                RedirectStandardError = true,
            };
            Prepare(start.Environment, folder.FullName);
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"under Oclgrind: exit code {process.ExitCode}: {said}");
            return JsonSerializer.Deserialize<KernelResult[]>(File.ReadAllText(results))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Prepare(IDictionary<string, string?> environment, string folder)
    {
        environment["LD_LIBRARY_PATH"] = folder;
        environment["OCLGRIND_LOG"] = Path.Combine(folder, "log");
        environment["OCLGRIND_BUILD_OPTIONS"] = BuildOptions;
        environment["OCLGRIND_DATA_RACES"] = "1";
        // Two writes of one value are a race too.
        environment["OCLGRIND_UNIFORM_WRITES"] = "1";
        environment["OCLGRIND_UNINITIALIZED"] = "1";
        // Beyond so many it would be silent.
        environment["OCLGRIND_MAX_ERRORS"] = "1000000";
        environment["OCLGRIND_GLOBAL_MEM_SIZE"] = GlobalBytes.ToString(CultureInfo.InvariantCulture);
    }
}
