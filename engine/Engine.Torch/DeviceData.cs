using System.Runtime.InteropServices;
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

/// <summary>One split, resident on the device.</summary>
internal sealed class DeviceSplit : IDisposable
{
    /// <summary>Values that are converted at a time, 64 MiB.</summary>
    private const int Portion = 1 << 24;

    public DeviceSplit(LabelledData data, torch.Device device)
    {
        Samples = data.Samples;
        Features = torch.empty(data.Samples, data.Features.Inputs, torch.ScalarType.Float32, device).DetachFromDisposeScope();
        Labels = HostTensors.ToKeep<long>(data.Labels.Select(label => (long)label).ToArray(), torch.ScalarType.Int64, device, data.Samples);
        Fill(data.Features);
    }

    public int Samples { get; }

    /// <summary>float32 <c>[samples, inputs]</c>.</summary>
    public Tensor Features { get; }

    /// <summary>int64 <c>[samples]</c>.</summary>
    public Tensor Labels { get; }

    public void Dispose()
    {
        Features.Dispose();
        Labels.Dispose();
    }

    private void Fill(Features source)
    {
        using var scope = torch.NewDisposeScope();
        var rows = Math.Max(1, Math.Min(Samples, Portion / source.Inputs));
        var host = torch.empty(rows, source.Inputs, torch.ScalarType.Float32);
        for (var first = 0; first < Samples; first += rows)
        {
            var count = Math.Min(rows, Samples - first);
            source.ReadRange(first, count, MemoryMarshal.Cast<byte, float>(host.bytes));
            Features.narrow(0, first, count).copy_(host.narrow(0, 0, count));
        }
    }
}
