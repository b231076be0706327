using System.Runtime.InteropServices;

namespace Harness.Build.Processes;

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
