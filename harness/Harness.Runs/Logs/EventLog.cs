using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Engine.Training;

namespace Harness.Runs.Logs;

/// <summary>Epochs as records of a TensorBoard event file: scalars by split, with the epoch as step.</summary>
/// <remarks>A record is the length of its data (8 bytes, little-endian), the masked CRC-32C of these bytes, the data, and their masked
/// CRC-32C. The data are the protocol buffer <c>Event</c>: <c>wall_time</c> (1, double, seconds), <c>step</c> (2), and either
/// <c>file_version</c> (3) or <c>summary</c> (5), whose values (1) have a <c>tag</c> (1) and a <c>simple_value</c> (2, float).</remarks>
internal static class EventLog
{
    private const string Version = "brain.Event:2";

    // A number of a field and its kind: 8 bytes, a varint, bytes of a length, 4 bytes.
    private const byte WallTime = (1 << 3) | 1, Step = 2 << 3, FileVersion = (3 << 3) | 2, Summary = (5 << 3) | 2;
    private const byte Value = (1 << 3) | 2, Tag = (1 << 3) | 2, SimpleValue = (2 << 3) | 5;

    /// <summary>The first record of a file.</summary>
    public static byte[] Header(DateTimeOffset now) => Record([.. Time(now), .. Field(FileVersion, Encoding.UTF8.GetBytes(Version))]);

    public static byte[] Epoch(EpochRecord epoch, DateTimeOffset now)
    {
        (string Tag, double Value)[] values =
        [
            ("loss/train", epoch.Train.Loss), ("loss/validation", epoch.Validation.Loss), ("loss/test", epoch.Test.Loss),
            ("accuracy/train", epoch.Train.Accuracy), ("accuracy/validation", epoch.Validation.Accuracy),
            ("accuracy/test", epoch.Test.Accuracy),
        ];
        var summary = values.Where(entry => !double.IsNaN(entry.Value))
            .SelectMany(entry => Field(Value, [.. Field(Tag, Encoding.UTF8.GetBytes(entry.Tag)), .. Float(entry.Value)]));
        return Record([.. Time(now), Step, .. Varint((uint)epoch.Epoch), .. Field(Summary, [.. summary])]);
    }

    /// <summary>The CRC-32C of Castagnoli, turned and shifted so that the checksum of a checksum is no constant.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }

    private static byte[] Record(byte[] data)
    {
        var record = new byte[8 + 4 + data.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedChecksum(record.AsSpan(0, 8)));
        data.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), MaskedChecksum(data));
        return record;
    }

    private static byte[] Time(DateTimeOffset now)
    {
        var field = new byte[9];
        field[0] = WallTime;
        BinaryPrimitives.WriteDoubleLittleEndian(field.AsSpan(1), (now - DateTimeOffset.UnixEpoch).TotalSeconds);
        return field;
    }

    private static byte[] Float(double value)
    {
        var field = new byte[5];
        field[0] = SimpleValue;
        BinaryPrimitives.WriteSingleLittleEndian(field.AsSpan(1), (float)value);
        return field;
    }

    private static byte[] Field(byte key, byte[] bytes) => [key, .. Varint((uint)bytes.Length), .. bytes];

    /// <summary>Seven bits a byte, the lowest first; the highest bit of a byte says that another follows.</summary>
    private static List<byte> Varint(uint number)
    {
        var bytes = new List<byte>();
        for (; number > 0x7F; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
        return bytes;
    }
}
