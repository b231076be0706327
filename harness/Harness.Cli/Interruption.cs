using System.Diagnostics;
using System.Runtime.InteropServices;
using Harness.Cli.Output;
using Harness.Cli.Submitting;

namespace Harness.Cli;

/// <summary>
/// Turns Ctrl-C, SIGTERM, SIGUSR1 and a terminal that hangs up into a request to stop; finished work is saved. A second signal ends the
/// process at once. A SIGTERM or SIGUSR1 soon after the first does not count: a scheduler that signals a batch script and all of its
/// processes signals this one more than once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>SIGUSR1's number, which schedulers send ahead of time; Linux's, and macOS's.</summary>
    private static readonly int UserSignal = OperatingSystem.IsMacOS() ? 30 : 10;

    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _requestedAt;

    public Interruption()
    {
        LastingWriter.Stop = _source.Token;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, Cli.ExitCode.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, Cli.ExitCode.Resumable)));
        // Where it was ignored when the process began, as nohup makes it, the runtime leaves it so. Windows, for which it is a console that
        // closes, ends the process as soon as this returns: there the last checkpoint counts.
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, Cli.ExitCode.Resumable)));
        if (!OperatingSystem.IsWindows())
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)UserSignal, context => Stop(context, Cli.ExitCode.Resumable)));
    }

    public CancellationToken Token => _source.Token;

    public bool Requested => _source.IsCancellationRequested;

    /// <summary>130 after Ctrl-C, 75 after SIGTERM, SIGUSR1 or SIGHUP.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Prints the command that goes on.</summary>
    /// <returns>The exit code.</returns>
    public int Stopped(Terminal error)
    {
        error.Line($"stopped; what is finished is saved. Go on with: {ResumeCommand.Of(Environment.GetCommandLineArgs()[1..])}");
        return ExitCode;
    }

    /// <summary>Does work that <c>--resume</c> goes on with, after the runs too: stopped in any of it, the command says so.</summary>
    public int Resumable(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (IsCauseOf(cause))
        {
            return Stopped(Terminal.Error);
        }
    }

    /// <summary>Whether the work ended by this request, also where several threads stopped at once.</summary>
    public bool IsCauseOf(Exception cause) => Requested && IsStop(cause);

    private static bool IsStop(Exception cause) => cause is OperationCanceledException
        || (cause is AggregateException several && several.Flatten().InnerExceptions.All(IsStop));

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        // Without Cancel the runtime ends the process: a second signal asks for that.
        context.Cancel = !Requested || (exitCode == Cli.ExitCode.Resumable && Stopwatch.GetElapsedTime(_requestedAt) < Echo);
        if (Requested)
            return;
        _requestedAt = Stopwatch.GetTimestamp();
        ExitCode = exitCode;
        _source.Cancel();
    }
}

/// <summary>The command that continues a stopped one: the same words and <c>--resume</c>.</summary>
internal static class ResumeCommand
{
    private const string Resume = "--resume";

    /// <param name="arguments">The words that the process was started with.</param>
    public static string Of(IReadOnlyList<string> arguments) =>
        $"engine {string.Join(' ', arguments.Where(word => word != Resume).Append(Resume).Select(ShellWord.Quoted))}";
}

/// <summary>SIGXFSZ, sent where a file would grow beyond what this process may write: it would end the process. The write fails as well,
/// and says so.</summary>
internal static class FileTooLarge
{
    /// <summary>Linux's and macOS's.</summary>
    private const int Number = 25;

    /// <summary>Kept to the end: a signal is heeded some time after it came.</summary>
    private static PosixSignalRegistration? _registration;

    public static void Ignore()
    {
        if (!OperatingSystem.IsWindows())
            _registration ??= PosixSignalRegistration.Create((PosixSignal)Number, context => context.Cancel = true);
    }
}
