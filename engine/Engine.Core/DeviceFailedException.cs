namespace Engine;

/// <summary>A device broke down under its work, or cannot be opened any more: the work at hand is lost.</summary>
/// <remarks>The message names the device. A sweep gives up a device that does so again and again.</remarks>
public sealed class DeviceFailedException : UserErrorException
{
    public DeviceFailedException(string message) : base(message) { }

    public DeviceFailedException(string message, Exception cause) : base(message, cause) { }

    public DeviceFailedException() { }
}
