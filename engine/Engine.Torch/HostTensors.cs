using System.Runtime.InteropServices;

namespace Engine.Torch;

/// <summary>Moves values between managed arrays and tensors.</summary>
internal static class HostTensors
{
    /// <summary>A tensor on <paramref name="device"/> with a copy of the values.</summary>
    public static Tensor ToDevice<T>(ReadOnlySpan<T> values, torch.ScalarType type, torch.Device device, params long[] shape)
        where T : unmanaged
    {
        var host = torch.empty(shape, type);
        values.CopyTo(MemoryMarshal.Cast<byte, T>(host.bytes));
        return MoveTo(host, device);
    }

    /// <summary>The values of a tensor, row-major.</summary>
    public static T[] ToArray<T>(Tensor tensor)
        where T : unmanaged
    {
        using var host = tensor.cpu();
        using var whole = host.contiguous();
        return MemoryMarshal.Cast<byte, T>(whole.bytes).ToArray();
    }

    private static Tensor MoveTo(Tensor host, torch.Device device)
    {
        if (device.type == DeviceType.CPU)
            return host;
        using (host)
            return host.to(device);
    }
}
