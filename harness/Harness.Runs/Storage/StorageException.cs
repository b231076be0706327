using Engine;

namespace Harness.Runs.Storage;

/// <summary>
/// The results cannot be stored: it ends the sweep (exit code 1), where any other error ends one run. Finished runs stay.
/// </summary>
public sealed class StorageException : UserErrorException
{
    public StorageException(string message) : base(message) { }

    public StorageException(string message, Exception cause) : base(message, cause) { }

    public StorageException() { }

    /// <summary>EROFS, and ERROR_WRITE_PROTECT of Windows.</summary>
    private static readonly int[] ReadOnlyCodes = [30, unchecked((int)0x80070013)];

    /// <summary>ENOSPC, EDQUOT of Linux and macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.</summary>
    private static readonly int[] FullCodes = [28, 122, 69, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>For a place that cannot be written, or something else that is done there.</summary>
    /// <param name="rest">Said after what to do, e.g. that finished runs are kept.</param>
    public static StorageException Of(string place, Exception cause, string rest = "", string done = "written")
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new StorageException($"{place} cannot be {done}: {FileLimit.Text(cause) ?? cause.Message} {Advice(cause)}{rest}.", cause);
    }

    /// <summary>Whether it is what comes of a file that cannot be written.</summary>
    public static bool IsOf(Exception cause) => cause is IOException or UnauthorizedAccessException || FileLimit.Text(cause) is not null;

    private static string Advice(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "Change the rights of that place or choose another --out",
        IOException when FullCodes.Contains(cause.HResult) => "Free space or choose another --out",
        IOException => "Choose another --out",
        _ => "Raise the limit or choose another --out",
    };

    /// <summary>Whether nothing may be written there at all, rather than that there is no room.</summary>
    public bool IsReadOnly => InnerException is UnauthorizedAccessException
        || (InnerException is IOException cause && ReadOnlyCodes.Contains(cause.HResult));
}

/// <summary>The largest file that this process may write (ulimit -f).</summary>
public static class FileLimit
{
    /// <summary>.NET's text for EFBIG, which it gives as an argument out of its range.</summary>
    private const string TooLarge = "Specified file length was too large for the file system.";

    /// <summary>Says so of a write that failed by it; null for any other failure.</summary>
    public static string? Text(Exception cause) =>
        cause is ArgumentOutOfRangeException && cause.Message.StartsWith(TooLarge, StringComparison.Ordinal)
            ? "The file would be larger than this process or its file system allows (ulimit -f)."
            : null;
}
