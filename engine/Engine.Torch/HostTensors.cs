using System.Runtime.InteropServices;
using Engine.Training;

namespace Engine.Torch;

/// <summary>Moves values between managed arrays and tensors.</summary>
internal static class HostTensors
{
    /// <summary>A tensor on <paramref name="device"/> with a copy of the values;
    /// the dispose scope that it is made in disposes of it.</summary>
    public static Tensor ToDevice<T>(ReadOnlySpan<T> values, torch.ScalarType type, torch.Device device, params long[] shape)
        where T : unmanaged
    {
        var host = torch.empty(shape, type);
        values.CopyTo(MemoryMarshal.Cast<byte, T>(host.bytes));
        return MoveTo(host, device);
    }

    /// <summary>The same for a tensor that outlives every dispose scope: whoever holds it disposes of it.</summary>
    public static Tensor ToKeep<T>(ReadOnlySpan<T> values, torch.ScalarType type, torch.Device device, params long[] shape)
        where T : unmanaged => ToDevice(values, type, device, shape).DetachFromDisposeScope();

    /// <summary>Puts the rows given (int32 on the device) in the place of a tensor that outlives every dispose scope.</summary>
    public static void Keep(ref Tensor tensor, Tensor rows)
    {
        var kept = tensor.index_select(0, rows).DetachFromDisposeScope();
        tensor.Dispose();
        tensor = kept;
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
