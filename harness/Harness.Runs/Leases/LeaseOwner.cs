using System.Globalization;
using System.Text.Json.Serialization;

namespace Harness.Runs.Leases;

/// <summary>The process that holds a lease, described so that others can tell whether it still lives.</summary>
/// <param name="Host">The machine, its boot and its space of process ids: only where all three are the same do process ids compare.</param>
/// <param name="Started">When the process began, in its host's own count: process ids are used again.</param>
public sealed record LeaseOwner(string Host, int Process, string Started)
{
    private const string BootId = "/proc/sys/kernel/random/boot_id", ProcessSpace = "/proc/self/ns/pid";

    /// <summary>Fields of /proc/PID/stat behind the name in brackets, from 0: the state, and the moment of the start.</summary>
    private const int StateField = 0, StartField = 19;

    /// <summary>The host's name.</summary>
    [JsonIgnore]
    public string Machine => Host.Split(' ')[0];

    /// <summary>This process.</summary>
    public static LeaseOwner Current { get; } = new(ThisHost(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    /// <summary>Whether it is known that the process has ended; of another host's nothing is known.</summary>
    [JsonIgnore]
    public bool IsKnownDead => Host == Current.Host && StartOf(Process) != Started;

    private static string ThisHost()
    {
        var boot = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : "";
        var space = OperatingSystem.IsLinux() ? new FileInfo(ProcessSpace).LinkTarget ?? "" : "";
        return $"{Environment.MachineName} {boot} {space}".TrimEnd();
    }

    /// <summary>Null for a process that is not there, or that has ended and waits to be asked for its exit code.</summary>
    private static string? StartOf(int process) => OperatingSystem.IsLinux() ? LinuxStartOf(process) : OtherStartOf(process);

    private static string? LinuxStartOf(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : fields[StartField];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? OtherStartOf(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
