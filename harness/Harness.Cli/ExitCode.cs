namespace Harness.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failure = 1;

    /// <summary>A mistake in the command line or the spec.</summary>
    public const int Usage = 2;

    /// <summary>Some runs failed; the others are complete.</summary>
    public const int SomeFailed = 3;

    /// <summary>Stopped by SIGTERM or SIGUSR1; <c>--resume</c> goes on.</summary>
    public const int Resumable = 75;

    /// <summary>The first Ctrl-C; what is finished is saved.</summary>
    public const int Interrupted = 130;
}
