namespace Engine;

/// <summary>A mistake of the user's (a bad spec, a damaged file, a missing device): shown as its message alone, exit code 2 or 1.</summary>
/// <remarks>The message names the thing, what was found, what is needed and the next step.</remarks>
public class UserErrorException : Exception
{
    public UserErrorException(string message) : base(message) { }

    public UserErrorException(string message, Exception cause) : base(message, cause) { }

    public UserErrorException() { }
}
