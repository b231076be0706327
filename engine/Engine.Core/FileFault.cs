namespace Engine;

/// <summary>Says why a file cannot be read or written, without its path, which the message around it names.</summary>
public static class FileFault
{
    public static string Of(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause switch
        {
            UnauthorizedAccessException => "access is denied",
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "there is no such folder",
            _ => cause.Message.TrimEnd('.'),
        };
    }
}
