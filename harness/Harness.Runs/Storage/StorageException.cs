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

    /// <summary>Whether nothing may be written there at all, rather than that there is no room.</summary>
    public bool IsReadOnly => InnerException is UnauthorizedAccessException
        || (InnerException is IOException cause && ReadOnlyCodes.Contains(cause.HResult));
}
