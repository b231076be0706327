namespace Kernels.Ilgpu.Devices;

/// <summary>The device has no room for a buffer: try again with less at a time.</summary>
internal sealed class OutOfDeviceMemoryException : Exception
{
    public OutOfDeviceMemoryException(string message) : base(message) { }

    public OutOfDeviceMemoryException(string message, Exception cause) : base(message, cause) { }

    public OutOfDeviceMemoryException() { }
}
