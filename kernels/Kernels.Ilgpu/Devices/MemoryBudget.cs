using Engine;

namespace Kernels.Ilgpu.Devices;

/// <summary>How many bytes a job may take on the device: what was asked for, and half as much again and again where the device has no
/// more.</summary>
internal sealed class MemoryBudget(DeviceAddress address, long bytes, Action<string>? log)
{
    private long _bytes = bytes;

    /// <summary>Runs <paramref name="attempt"/> with the budget until it fits; nothing of an attempt that did not may be left.</summary>
    /// <param name="what">The work at hand, for the log.</param>
    /// <exception cref="UserErrorException">The least that can be done at a time does not fit.</exception>
    public T Run<T>(string what, Func<long, T> attempt)
    {
        while (true)
        {
            try
            {
                return attempt(_bytes);
            }
            catch (Exception exception) when (DeviceMemory.IsShort(exception) && _bytes > 1)
            {
                _bytes /= 2;
                log?.Invoke($"{address} is out of memory while {what} ({exception.Message}): "
                    + $"again with at most {_bytes:N0} bytes at a time, for the same result");
            }
            catch (Exception exception) when (DeviceMemory.IsShort(exception))
            {
                throw new UserErrorException(
                    $"{address} has too little free memory for {what}, even a little at a time ({exception.Message}): "
                        + "end what else uses the device, or choose another with --device",
                    exception);
            }
        }
    }
}
