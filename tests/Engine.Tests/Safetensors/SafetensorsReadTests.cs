using Engine.Safetensors;
using static Engine.Tests.Safetensors.SafetensorsBytes;

namespace Engine.Tests.Safetensors;

public class SafetensorsReadTests
{
    [Fact]
    public void Reading_can_be_stopped()
    {
        using var stream = new MemoryStream(Write([new NamedTensor("a", [1], [2f], TensorType.F32)]));
        Assert.Throws<OperationCanceledException>(() => SafetensorsFile.Read(stream, "net.safetensors", new CancellationToken(true)));
    }

    [Fact]
    public void Float32_is_read_little_endian_with_shape_and_metadata()
    {
        // 1.0f = 0x3F800000, -2.5f = 0xC0200000
        var file = File("""{"__metadata__":{"format":"pt"},"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  """,
            0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0);
        var content = Read(file);
        var tensor = Assert.Single(content.Tensors);
        Assert.Equal("0.bias", tensor.Name);
        Assert.Equal("[2]", tensor.ShapeName);
        Assert.Equal([1f, -2.5f], tensor.Values);
        Assert.Equal("pt", content.Metadata["format"]);
    }

    [Theory]
    [InlineData("F16", TensorType.F16, new byte[] { 0x00, 0x3E }, 1.5f)] // sign 0, exponent 15 - 15, mantissa .5
    [InlineData("BF16", TensorType.BF16, new byte[] { 0xC0, 0x3F }, 1.5f)] // the upper half of 0x3FC00000
    [InlineData("F64", TensorType.F64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F }, 1.5f)] // 0x3FF8000000000000
    [InlineData("I64", TensorType.I64, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2f)]
    [InlineData("I32", TensorType.I32, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2f)]
    [InlineData("I16", TensorType.I16, new byte[] { 0xFE, 0xFF }, -2f)]
    [InlineData("I8", TensorType.I8, new byte[] { 0xFE }, -2f)]
    [InlineData("U64", TensorType.U64, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, 9223372036854775808f)]
    [InlineData("U32", TensorType.U32, new byte[] { 0, 0, 0, 0x80 }, 2147483648f)]
    [InlineData("U16", TensorType.U16, new byte[] { 0x02, 0x01 }, 258f)]
    [InlineData("U8", TensorType.U8, new byte[] { 0xFE }, 254f)]
    [InlineData("BOOL", TensorType.BOOL, new byte[] { 1 }, 1f)]
    [InlineData("F8_E4M3", TensorType.F8_E4M3, new byte[] { 0x3C }, 1.5f)] // exponent 7 - 7, mantissa .100
    [InlineData("F8_E4M3", TensorType.F8_E4M3, new byte[] { 0xFE }, -448f)] // -(1 + 6/8) 2^8, the largest
    [InlineData("F8_E4M3", TensorType.F8_E4M3, new byte[] { 0x01 }, 0.001953125f)] // 1/8 2^-6, the least
    [InlineData("F8_E4M3", TensorType.F8_E4M3, new byte[] { 0x7F }, float.NaN)]
    [InlineData("F8_E5M2", TensorType.F8_E5M2, new byte[] { 0x3E }, 1.5f)] // exponent 15 - 15, mantissa .10
    [InlineData("F8_E5M2", TensorType.F8_E5M2, new byte[] { 0xFC }, float.NegativeInfinity)]
    public void Other_types_are_converted(string name, TensorType type, byte[] data, float expected)
    {
        var header = $$$"""{"t":{"dtype":"{{{name}}}","shape":[],"data_offsets":[0,{{{data.Length}}}]}}""";
        var tensor = Assert.Single(Read(File(header, data)).Tensors);
        Assert.Equal([expected], tensor.Values);
        Assert.Equal(type, tensor.StoredAs);
        Assert.Empty(tensor.Shape);
        Assert.Equal(name.Contains('F'), tensor.StoredAs.IsFloatingPoint());
    }

    [Fact]
    public void Tensors_come_in_the_order_of_their_data()
    {
        var header = """{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"""
            + ""","a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"""
            + ""","none":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]}}""";
        Assert.Equal(["a", "none", "b"], Read(File(header, new byte[8])).Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_tensor_longer_than_a_block_is_read_whole()
    {
        var values = Enumerable.Range(0, 100_003).Select(i => i * 0.5f).ToArray();
        var tensor = Assert.Single(Read(Write([new NamedTensor("w", [100_003], values)])).Tensors);
        Assert.Equal(values, tensor.Values);
    }

    [Fact]
    public void A_file_without_tensors_is_valid() => Assert.Empty(Read(File("{}")).Tensors);
}
