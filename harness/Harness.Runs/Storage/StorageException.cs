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
}
