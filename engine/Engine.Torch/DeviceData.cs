using Engine.Data;

namespace Engine.Torch;

/// <summary>The data set, resident on the device for as long as a session.</summary>
internal sealed class DeviceData(DataSplits data, torch.Device device) : IDisposable
{
    public torch.Device Device { get; } = device;

    public DeviceSplit Train { get; } = new(data.Train, device);

    public DeviceSplit Validation { get; } = new(data.Validation, device);

    public DeviceSplit Test { get; } = new(data.Test, device);

    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
