using System.Diagnostics;

namespace Harness.Runs.Programs;

/// <summary>A program that is not ours, run to its end: a browser, npm, sbatch. It may hang, and is then ended with all that it
/// started.</summary>
/// <param name="Path">A file, or a name that the PATH has.</param>
public sealed record OutsideProgram(string Path, params IReadOnlyList<string> Arguments)
{
    /// <summary>The folder that it runs in; null for that of this process.</summary>
    public string? Folder { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <exception cref="System.ComponentModel.Win32Exception">It does not start.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="TimeoutException">It took longer than it may.</exception>
    public ProgramEnd Run(CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(Path, Arguments)
        {
            WorkingDirectory = Folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        // Both are read at once, so that neither pipe fills up while the other is waited for. What it started may keep them open after it.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            Task.WhenAll(process.WaitForExitAsync(limit.Token), output, errors).WaitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"{Path} did not end within {Patience.TotalSeconds:0} seconds");
        }
        return new ProgramEnd(process.ExitCode, output.Result, errors.Result);
    }
}

/// <summary>How a program ended and what it said.</summary>
public sealed record ProgramEnd(int ExitCode, string Output, string Errors);
