namespace Harness.Build.Processes;

/// <param name="Output">Standard output and error as they came, line by line.</param>
/// <param name="TimedOut">The program ran past its limit and was ended.</param>
internal sealed record CommandResult(int ExitCode, string Output, bool TimedOut)
{
    public bool Succeeded => ExitCode == 0 && !TimedOut;

    public string Verdict => TimedOut ? "ended, because it ran past its time limit" : $"exit code {ExitCode}";
}
