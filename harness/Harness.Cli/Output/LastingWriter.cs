using System.Runtime.InteropServices;
using System.Text;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>
/// Writes to one of the process's streams for as long as that takes anything. Where its terminal has gone, it is closed, or it leads into
/// a file on a full disk, what would have been shown is lost and nothing else.
/// </summary>
/// <param name="name">The stream's, for messages.</param>
/// <param name="number">The stream's, where it is to be asked whether it takes anything; negative where not.</param>
internal sealed class LastingWriter(string name, TextWriter inner, int number = -1) : TextWriter
{
    /// <summary>How long a stop waits for a stream that takes nothing, e.g. a pipe whose reader sleeps.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Turn = TimeSpan.FromMilliseconds(100);

    private volatile Exception? _failure;

    /// <summary>The process is to stop: from then on no stream is waited for without end.</summary>
    public static CancellationToken Stop { get; set; }

    /// <summary>Why it takes nothing more, e.g. <c>stdout cannot be written: No space left on device</c>; null while it does.</summary>
    public string? Failure => _failure is { } cause ? $"{name} cannot be written: {FileLimit.Text(cause) ?? cause.Message}" : null;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>
    /// The stream with this number, as the process was started with it. Where it was started without, the number is that of a file which
    /// the runtime opened for itself, and nothing may be written there.
    /// </summary>
    /// <param name="number">1 for stdout, 2 for stderr.</param>
    public static LastingWriter Of(string name, int number, TextWriter stream) => IsOurs(number)
        ? new LastingWriter(name, stream, OperatingSystem.IsWindows() ? -1 : number)
        : new LastingWriter(name, Null) { _failure = new IOException("it is closed") };

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (_failure is not null)
            return;
        if (!TakesMore())
        {
            _failure = new IOException("it takes nothing more");
            return;
        }
        try
        {
            write();
        }
        // A part of .NET that is not found is an IOException too, and no word about the stream.
        catch (Exception cause) when (
            cause is IOException and not (FileNotFoundException or FileLoadException)
                or UnauthorizedAccessException or ObjectDisposedException
                || FileLimit.Text(cause) is not null)
        {
            _failure = cause;
        }
    }

    /// <summary>Waits until it does, as writing would; false where the process is to stop and it still does not.</summary>
    private bool TakesMore()
    {
        if (number < 0)
            return true;
        for (var waited = TimeSpan.Zero; !FileDescriptor.TakesMore(number, Turn);)
        {
            if (Stop.IsCancellationRequested && (waited += Turn) >= Patience)
                return false;
        }
        return true;
    }

    private static bool IsOurs(int number) => OperatingSystem.IsWindows() || FileDescriptor.IsInherited(number);
}

/// <summary>Numbers of open files, on Unix.</summary>
internal static partial class FileDescriptor
{
    /// <summary>Linux's and macOS's F_GETFD, and its only flag, FD_CLOEXEC.</summary>
    private const int GetFlags = 1, CloseOnExec = 1;

    /// <summary>Linux's and macOS's POLLOUT.</summary>
    private const short CanBeWritten = 4;

    /// <summary>Their EINTR.</summary>
    private const int Interrupted = 4;

    /// <summary>Whether it was open when the program began: what stays open over exec does not have the flag that the runtime gives to
    /// all that it opens.</summary>
    public static bool IsInherited(int number) => Control(number, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    /// <summary>Whether it can be written to without waiting longer than <paramref name="patience"/>, or is broken.</summary>
    public static bool TakesMore(int number, TimeSpan patience)
    {
        var asked = new Asked { Number = number, For = CanBeWritten };
        var found = Poll(ref asked, 1, (int)patience.TotalMilliseconds);
        // A signal ends the waiting and says nothing of the stream.
        return found > 0 || (found < 0 && Marshal.GetLastPInvokeError() != Interrupted);
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Asked asked, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int number, int command);

    /// <summary>The structure pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Asked
    {
        public int Number;
        public short For, Found;
    }
}
