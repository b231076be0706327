using System.Diagnostics;
using System.Text;

namespace Harness.Build.Processes;

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
