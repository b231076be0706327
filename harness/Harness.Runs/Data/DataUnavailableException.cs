using Engine;

namespace Harness.Data;

/// <summary>No source could give a data set (exit code 1): the message lists its files, the folder to put them in and what was tried.</summary>
public sealed class DataUnavailableException : UserErrorException
{
    public DataUnavailableException(string message) : base(message) { }

    public DataUnavailableException(string message, Exception cause) : base(message, cause) { }

    public DataUnavailableException() { }
}
