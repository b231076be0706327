using System.Collections.Immutable;

namespace Harness.Cli.Submitting;

/// <summary>A sweep as tasks of an array job, each of which does its share.</summary>
/// <param name="Name">The spec's.</param>
/// <param name="Command">How the engine is started, up to its first word.</param>
/// <param name="Words"><c>run SPEC …</c>, without the number of the task.</param>
/// <param name="Folder">Where results go.</param>
/// <param name="Tasks">How many there are.</param>
/// <param name="Cpus">Cores of each task; null for the scheduler's default.</param>
/// <param name="Grace">Seconds between the signal to stop and the end.</param>
internal sealed record ArrayJob(
    string Name, ImmutableArray<string> Command, ImmutableArray<string> Words, string Folder, int Tasks, int? Cpus, string? Gpus,
    string? Memory, string? Time, string? Partition, string? Account, int Grace)
{
    /// <summary>Tasks that run at a time at most; null for as many as there is room for.</summary>
    public int? Throttle { get; init; }

    /// <summary>The command of each task. It continues work that it or another task had begun.</summary>
    /// <param name="shard">E.g. <c>env</c>.</param>
    public IEnumerable<string> Line(string shard) => [.. Command, .. Words, "--out", Folder, "--shard", shard, "--resume"];
}

/// <summary>The command that starts this program again.</summary>
internal static class EngineProcess
{
    /// <summary>The program's own executable, or dotnet and the assembly where dotnet started it.</summary>
    public static ImmutableArray<string> Command
    {
        get
        {
            var process = Environment.ProcessPath ?? "engine";
            var started = Path.GetFileNameWithoutExtension(process);
            return started == "dotnet" ? [process, typeof(EngineProcess).Assembly.Location] : [process];
        }
    }
}

/// <summary>Quotes a word for a POSIX shell.</summary>
internal static class ShellWord
{
    /// <summary>A command: a first word with an equals sign would be an assignment to the shell.</summary>
    public static string Command(IEnumerable<string> words) =>
        string.Join(' ', words.Select((word, place) => place == 0 && word.Contains('=') ? Always(word) : Quoted(word)));

    public static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_=./:,+@%".Contains(letter))
            ? word
            : Always(word);

    private static string Always(string word) => $"'{word.Replace("'", "'\\''")}'";
}
