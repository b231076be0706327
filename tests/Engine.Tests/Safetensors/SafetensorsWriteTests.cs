using System.Buffers.Binary;
using System.Collections.Immutable;
using Engine.Safetensors;
using FsCheck;
using FsCheck.Fluent;
using static Engine.Tests.Safetensors.SafetensorsBytes;

namespace Engine.Tests.Safetensors;

public class SafetensorsWriteTests
{
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var expected = File("""{"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  """, 0, 0, 0x80, 0x3F);
        Assert.Equal(expected, Write([new NamedTensor("b", [1], [1f])]));
    }

    [Fact]
    public void The_data_begins_at_a_multiple_of_eight()
    {
        for (var length = 1; length < 20; length++)
        {
            var file = Write([new NamedTensor(new string('x', length), [1], [1f])]);
            Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(file) % 8);
        }
    }

    [Fact]
    public void Metadata_is_written_in_order_of_its_names()
    {
        var one = Write([], new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        var other = Write([], new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        Assert.Equal(one, other);
        Assert.Equal("2", Read(one).Metadata["b"]);
    }

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit() => Prop.ForAll<float[], string>((values, name) =>
    {
        var tensor = new NamedTensor("t" + Clean(name), [values.Length, 1], values);
        var read = Read(Write([tensor])).Tensors.Single();
        Assert.Equal(tensor.Name, read.Name);
        Assert.Equal(tensor.Shape, read.Shape);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), read.Values.Select(BitConverter.SingleToInt32Bits));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Wrong_calls_are_refused()
    {
        Refused(new NamedTensor("", [1], [1f]));
        Refused(new NamedTensor("__metadata__", [1], [1f]));
        Refused(new NamedTensor("t", [2], [1f]));
        Refused(new NamedTensor("t", [1], [1f]), new NamedTensor("t", [1], [1f]));
    }

    private static void Refused(params ImmutableArray<NamedTensor> tensors) => Assert.Throws<ArgumentException>(() => Write(tensors));

    // FsCheck makes strings with halves of surrogate pairs, which no JSON can hold.
    private static string Clean(string? text) => new([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);
}
