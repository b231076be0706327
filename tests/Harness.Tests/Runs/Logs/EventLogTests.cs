using System.Buffers.Binary;
using System.Text;
using Engine.Training;
using Harness.Runs.Logs;

namespace Harness.Tests.Runs.Logs;

public class EventLogTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static readonly EpochRecord Third = new(300, new(0.5, 0.75), Evaluation.Empty, new(2, 0.25), 1);

    [Fact]
    public void The_first_record_is_that_of_every_event_file()
    {
        var header = EventLog.Header(Now);
        // TensorFlow's own files begin with these bytes: 24 of data, and their checksum.
        Assert.Equal([0x18, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22], header[..12]);
        Assert.Equal(1_700_000_000, BinaryPrimitives.ReadDoubleLittleEndian(header.AsSpan(13)));
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(header[23..36]));
        Assert.Equal(12 + 24 + 4, header.Length);
    }

    /// <summary>RFC 3720, B.4, gives the CRC-32C of 32 zeros as 8A9136AA; masked it is that, turned right by 15 bits, plus A282EAD8.
    /// </summary>
    [Fact]
    public void The_checksum_is_that_of_the_standard() =>
        Assert.Equal(unchecked(((0x8A9136AAu >> 15) | (0x8A9136AAu << 17)) + 0xA282EAD8u), EventLog.MaskedChecksum(new byte[32]));

    [Fact]
    public void An_epoch_is_scalars_of_the_splits_that_there_are()
    {
        var record = EventLog.Epoch(Third, Now);
        var data = record[12..^4];
        Assert.Equal(data.Length, BinaryPrimitives.ReadInt64LittleEndian(record));
        Assert.Equal(EventLog.MaskedChecksum(data), BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(record.Length - 4)));
        // Field 2, the step: 300 = 0b10_0101100, seven bits a byte.
        Assert.Equal([0x10, 0xAC, 0x02], data[9..12]);
        Assert.Equal(
            [("loss/train", 0.5f), ("loss/test", 2f), ("accuracy/train", 0.75f), ("accuracy/test", 0.25f)], Scalars(data[12..]));
    }

    /// <summary>Field 5, and in it values, each with a tag and a number.</summary>
    private static List<(string Tag, float Value)> Scalars(byte[] data)
    {
        Assert.Equal(0x2A, data[0]);
        Assert.Equal(data.Length - 2, data[1]);
        var found = new List<(string, float)>();
        for (var at = 2; at < data.Length; at += 2 + data[at + 1])
        {
            Assert.Equal((0x0A, 0x0A), (data[at], data[at + 2]));
            var tag = data[(at + 4)..(at + 4 + data[at + 3])];
            Assert.Equal(0x15, data[at + 4 + tag.Length]);
            found.Add((Encoding.UTF8.GetString(tag), BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(at + 5 + tag.Length))));
        }
        return found;
    }
}
