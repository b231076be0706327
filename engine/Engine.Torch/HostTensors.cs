using System.Runtime.InteropServices;
using Engine.Training;

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

    /// <summary>Writes the values of a float32 tensor.</summary>
    public static void Save(BinaryWriter state, Tensor tensor) => state.WriteBlock<float>(ToArray<float>(tensor));

    /// <summary>Puts values that were saved in place of the tensor's.</summary>
    /// <exception cref="InvalidDataException">They are not as many.</exception>
    public static void Load(BinaryReader state, Tensor tensor)
    {
        var values = new float[tensor.numel()];
        state.ReadBlock<float>(values);
        using var saved = ToDevice<float>(values, torch.ScalarType.Float32, tensor.device, tensor.shape);
        tensor.copy_(saved);
    }

    private static Tensor MoveTo(Tensor host, torch.Device device)
    {
        if (device.type == DeviceType.CPU)
            return host;
        using (host)
            return host.to(device);
    }
}
