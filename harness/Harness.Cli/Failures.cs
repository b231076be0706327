using Engine;
using Harness.Cli.Output;

namespace Harness.Cli;

/// <summary>Turns what went wrong into a message and an exit code: the user's mistakes without a stack trace, our own with their cause.</summary>
internal static class Failures
{
    public static int Guard(Func<int> command, Interruption interruption, Terminal error)
    {
        try
        {
            return command();
        }
        catch (OperationCanceledException) when (interruption.Requested)
        {
            // Before anything that needs --resume was begun.
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
        catch (Exception fault)
        {
            error.Line($"internal error, please report it: {fault}");
            return ExitCode.Failure;
        }
    }
}
