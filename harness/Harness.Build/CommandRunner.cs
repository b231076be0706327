using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Build;

/// <summary>A program to run to its end, its output kept.</summary>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);
}

/// <param name="Output">Standard output and error as they came, line by line.</param>
/// <param name="TimedOut">The program ran past its limit and was ended.</param>
internal sealed record CommandResult(int ExitCode, string Output, bool TimedOut)
{
    public bool Succeeded => ExitCode == 0 && !TimedOut;

    public string Verdict => TimedOut ? "ended, because it ran past its time limit" : $"exit code {ExitCode}";
}

/// <summary>Runs commands; Ctrl-C and SIGTERM end those that run, with all that they started.</summary>
internal sealed class CommandRunner : IDisposable
{
    private const int NotFound = 127;
    private readonly Lock gate = new();
    private readonly List<Process> running = [];
    private readonly List<PosixSignalRegistration> signals;
    private PosixSignal? received;

    public CommandRunner() =>
        signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(
            signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>A program that does not exist gives exit code 127, as in a shell.</summary>
    public CommandResult Run(Command command)
    {
        try
        {
            using var process = Start(command);
            return Finish(process, command.Limit);
        }
        catch (Win32Exception missing)
        {
            return new CommandResult(NotFound, $"{command.Program}: {missing.Message}", false);
        }
    }

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private Process Start(Command command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        lock (gate)
        {
            ThrowIfInterrupted();
            var process = Process.Start(start)!;
            running.Add(process);
            return process;
        }
    }

    private CommandResult Finish(Process process, TimeSpan limit)
    {
        process.StandardInput.Close();
        using var output = new OutputCollector(process);
        var ended = process.WaitForExit(limit);
        lock (gate)
            running.Remove(process);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        var text = output.Finish();
        ThrowIfInterrupted();
        return new CommandResult(process.ExitCode, text, !ended);
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (gate)
        {
            received ??= context.Signal;
            running.ForEach(process => process.Kill(entireProcessTree: true));
        }
    }

    private void ThrowIfInterrupted()
    {
        if (received is { } signal)
            throw new InterruptedException(signal);
    }
}

/// <summary>Gathers both outputs of a process in the order in which their lines arrive.</summary>
internal sealed class OutputCollector : IDisposable
{
    // A server that the program left behind may hold the pipe open; what it says is no longer ours.
    private static readonly TimeSpan AfterExit = TimeSpan.FromSeconds(5);
    private readonly StringBuilder text = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;

    public OutputCollector(Process process) =>
        reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));

    public string Finish()
    {
        reading.Wait(AfterExit);
        lock (text)
            return text.ToString().TrimEnd();
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task Read(StreamReader lines)
    {
        try
        {
            while (await lines.ReadLineAsync(stop.Token).ConfigureAwait(false) is { } line)
            {
                lock (text)
                    text.AppendLine(line);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The reader was given up, or the process ended with its pipe broken: what came is kept.
        }
    }
}

/// <summary>The user, or the system, asked us to stop; the commands that ran have been ended.</summary>
internal sealed class InterruptedException(PosixSignal signal) : Exception($"interrupted by {signal}")
{
    /// <summary>128 plus the signal's number, as a shell reports it.</summary>
    public int ExitCode { get; } = 128 + signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        _ => 15,
    };
}
