namespace Engine;

/// <summary>A command or spec that cannot be carried out as it stands: exit code 2.</summary>
public class UsageException : UserErrorException
{
    public UsageException(string message) : base(message) { }

    public UsageException(string message, Exception cause) : base(message, cause) { }

    public UsageException() { }
}
