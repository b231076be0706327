using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Cli.Output;

/// <summary>
/// Writes to one of the process's streams for as long as that takes anything. Where its terminal has gone, it is closed, or it leads into
/// a file on a full disk, what would have been shown is lost and nothing else.
/// </summary>
/// <param name="name">The stream's, for messages.</param>
internal sealed class LastingWriter(string name, TextWriter inner) : TextWriter
{
    private volatile Exception? _failure;

    /// <summary>Why it takes nothing more, e.g. <c>stdout cannot be written: No space left on device</c>; null while it does.</summary>
    public string? Failure => _failure is { } cause ? $"{name} cannot be written: {cause.Message}" : null;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>
    /// The stream with this number, as the process was started with it. Where it was started without, the number is that of a file which
    /// the runtime opened for itself, and nothing may be written there.
    /// </summary>
    /// <param name="number">1 for stdout, 2 for stderr.</param>
    public static LastingWriter Of(string name, int number, TextWriter stream) => IsOurs(number)
        ? new LastingWriter(name, stream)
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
        try
        {
            write();
        }
        // A part of .NET that is not found is an IOException too, and no word about the stream.
        catch (Exception cause) when (
            cause is IOException and not (FileNotFoundException or FileLoadException)
                or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = cause;
        }
    }

    private static bool IsOurs(int number) => OperatingSystem.IsWindows() || FileDescriptor.IsInherited(number);
}

/// <summary>Numbers of open files, on Unix.</summary>
internal static partial class FileDescriptor
{
    /// <summary>Linux's and macOS's F_GETFD, and its only flag, FD_CLOEXEC.</summary>
    private const int GetFlags = 1, CloseOnExec = 1;

    /// <summary>Whether it was open when the program began: what stays open over exec does not have the flag that the runtime gives to
    /// all that it opens.</summary>
    public static bool IsInherited(int number) => Control(number, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int number, int command);
}
