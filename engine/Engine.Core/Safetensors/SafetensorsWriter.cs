using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Engine.Safetensors;

/// <summary>The writing side of <see cref="SafetensorsFile"/>.</summary>
internal static class SafetensorsWriter
{
    private const int BlockElements = 1 << 14;

    public static void Write(Stream stream, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Check(tensors);
        var header = Header(tensors, metadata);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var tensor in tensors)
            WriteValues(stream, tensor.Values);
    }

    private static void Check(IReadOnlyList<NamedTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataName };
        foreach (var tensor in tensors)
        {
            if (string.IsNullOrEmpty(tensor.Name) || !names.Add(tensor.Name))
                throw new ArgumentException($"tensor name '{tensor.Name}' is empty, reserved or occurs twice", nameof(tensors));
            if (tensor.Shape.Aggregate(1L, (product, extent) => checked(product * extent)) != tensor.Values.Length)
                throw new ArgumentException(
                    $"tensor '{tensor.Name}' of shape {tensor.ShapeName} has {tensor.Values.Length} values", nameof(tensors));
        }
    }

    /// <summary>The JSON, filled with blanks so that the data begins at a multiple of 8 bytes.</summary>
    private static byte[] Header(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            var begin = 0L;
            foreach (var tensor in tensors)
                begin = WriteEntry(json, tensor, begin);
            json.WriteEndObject();
        }
        var header = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach (var (name, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, NamedTensor tensor, long begin)
    {
        var end = begin + (long)tensor.Values.Length * sizeof(float);
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", nameof(TensorType.F32));
        json.WriteStartArray("shape");
        foreach (var extent in tensor.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static void WriteValues(Stream stream, float[] values)
    {
        var block = new byte[Math.Min(values.Length, BlockElements) * sizeof(float)];
        for (var first = 0; first < values.Length; first += BlockElements)
        {
            var part = values.AsSpan(first, Math.Min(BlockElements, values.Length - first));
            for (var i = 0; i < part.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(block.AsSpan(i * sizeof(float)), part[i]);
            stream.Write(block.AsSpan(0, part.Length * sizeof(float)));
        }
    }
}
