using Engine;
using Harness.Cli.Output;

namespace Harness.Cli;

/// <summary>The process's exit codes.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failure = 1;

    /// <summary>A mistake in the command line or the spec.</summary>
    public const int Usage = 2;

    /// <summary>Some runs failed; the others are complete.</summary>
    public const int SomeFailed = 3;

    /// <summary>Stopped by SIGTERM, SIGUSR1 or SIGHUP; <c>--resume</c> continues.</summary>
    public const int Resumable = 75;

    /// <summary>Stopped by the first Ctrl-C; finished work is saved.</summary>
    public const int Interrupted = 130;
}

/// <summary>
/// Turns an exception into a message and an exit code: the user's mistakes without a stack trace, the engine's own with their cause.
/// </summary>
internal static class Failures
{
    public static int Guard(Func<int> command, Interruption interruption, Terminal error)
    {
        try
        {
            return command();
        }
        catch (Exception stop) when (interruption.IsCauseOf(stop))
        {
            // Stopped before any work began that needs --resume.
            error.Line("stopped; the same command begins again");
            return interruption.ExitCode;
        }
        catch (UsageException mistake)
        {
            error.Line($"error: {mistake.Message}");
            return ExitCode.Usage;
        }
        catch (UserErrorException mistake)
        {
            error.Line($"error: {mistake.Message}");
            return ExitCode.Failure;
        }
        catch (UnauthorizedAccessException mistake)
        {
            error.Line($"error: {mistake.Message} Change the rights of that path, or choose another.");
            return ExitCode.Failure;
        }
        catch (Exception fault)
        {
            error.Line($"internal error, please report it: {fault}");
            return ExitCode.Failure;
        }
    }
}
