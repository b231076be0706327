using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Harness.Build.Processes;

/// <summary>Runs commands; Ctrl-C and SIGTERM end those that run, with all that they started.</summary>
internal sealed class CommandRunner : IDisposable
{
    private const int NotFound = 127;
    private readonly Lock gate = new();
    private readonly List<Process> running = [];
    private readonly List<PosixSignalRegistration> signals;
    private PosixSignal? received;

    public CommandRunner() =>
        signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

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
