using System.Diagnostics;

namespace Harness.Build;

/// <summary>Prints one line per step with its time, and the full log of a step that failed.</summary>
internal sealed class Steps(TextWriter log, CommandRunner commands)
{
    private const int NameWidth = 26;

    public CommandRunner Commands => commands;

    public void Note(string line) => log.WriteLine(line);

    /// <summary>Runs a command as a step; one that fails ends the whole with its log.</summary>
    public void Run(string name, Command command)
    {
        var result = Time(name, () => commands.Run(command));
        if (!result.Succeeded)
            throw Failure(name, result);
    }

    /// <summary>Shows the log of a command that failed.</summary>
    public StepFailedException Failure(string name, CommandResult result)
    {
        log.WriteLine(result.Output);
        return new StepFailedException($"{name}: {result.Verdict}");
    }

    /// <param name="tell">What to say of the result on the step's line.</param>
    public T Time<T>(string name, Func<T> work, Func<T, string>? tell = null)
    {
        log.Write($"  {name.PadRight(NameWidth)}");
        log.Flush();
        var clock = Stopwatch.StartNew();
        var said = "";
        try
        {
            var result = work();
            said = tell is null ? "" : $"   {tell(result)}";
            return result;
        }
        finally
        {
            log.WriteLine($" {clock.Elapsed.TotalSeconds,6:F1} s{said}");
        }
    }
}
