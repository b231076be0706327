using System.Buffers.Binary;
using System.Text;
using Engine.Safetensors;

namespace Engine.Tests.Safetensors;

/// <summary>Files made by hand, byte for byte.</summary>
internal static class SafetensorsBytes
{
    public static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, byte[] data) => FileOfLength((ulong)header.Length, header, data);

    public static byte[] FileOfLength(ulong length, byte[] header, byte[] data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return [.. prefix, .. header, .. data];
    }

    public static SafetensorsContent Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return SafetensorsFile.Read(stream, "net.safetensors");
    }

    public static byte[] Write(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
