using System.Buffers.Binary;
using System.Text;

namespace Cli.Tests.Support;

/// <summary>Safetensors files byte by byte, so that they can lie.</summary>
internal static class RawSafetensors
{
    /// <summary>64 inputs, 2 hidden neurons, 10 classes: fits digits.</summary>
    public static byte[] Sound { get; } = Of(Layers(64, 2, 2, 10));

    /// <param name="length">What the file says the header's length is; null for the truth.</param>
    public static byte[] Of(string header, int elements = 1000, ulong? length = null)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + (4 * elements)];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length ?? (ulong)text.Length);
        text.CopyTo(file, 8);
        return file;
    }

    public static byte[] Of((string Header, int Elements) content) => Of(content.Header, content.Elements);

    /// <summary>Two Linear layers, all elements zero.</summary>
    public static (string Header, int Elements) Layers(int inputs, int outputs, int nextInputs, int classes)
    {
        int[] sizes = [outputs * inputs, outputs, classes * nextInputs, classes];
        var ends = sizes.Select((_, i) => 4 * sizes.Take(i + 1).Sum()).ToArray();
        string[] tensors =
        [
            Tensor("0.weight", $"{outputs},{inputs}", 0, ends[0]),
            Tensor("0.bias", $"{outputs}", ends[0], ends[1]),
            Tensor("2.weight", $"{classes},{nextInputs}", ends[1], ends[2]),
            Tensor("2.bias", $"{classes}", ends[2], ends[3]),
        ];
        return ($"{{{string.Join(',', tensors)}}}", sizes.Sum());
    }

    public static string Tensor(string name, string shape, long begin, long end, string type = "F32") =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{shape}],\"data_offsets\":[{begin},{end}]}}";
}
