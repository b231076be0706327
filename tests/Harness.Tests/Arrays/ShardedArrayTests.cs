using Engine;
using Engine.Safetensors;
using Harness.Runs.Arrays;

namespace Harness.Tests.Arrays;

public sealed class ShardedArrayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShardedArrayTests()
    {
        Shard("one.safetensors", "0.weight", 1);
        Shard("two.safetensors", "0.bias", 2);
    }

    [Fact]
    public void Tensors_of_all_shards_are_one_network()
    {
        var content = StateDict.Read(Index("""{"0.bias": "two.safetensors", "0.weight": "one.safetensors"}"""));
        Assert.Equal([("0.weight", 1f), ("0.bias", 2f)], content.Tensors.Select(tensor => (tensor.Name, tensor.Values[0])));
        Assert.Equal("0.25", content.Metadata["eps"]);
        Assert.Equal(64, content.Sha256.Length);
        Shard("two.safetensors", "0.bias", 3);
        Assert.NotEqual(content.Sha256, StateDict.Read(_folder["net.safetensors.index.json"]).Sha256);
    }

    [Theory]
    [InlineData("""{"0.weight": "three.safetensors"}""", "three.safetensors is missing")]
    [InlineData("""{"0.weight": "../one.safetensors"}""", "a file beside the index is needed")]
    [InlineData("""{"0.weight": "/etc/passwd"}""", "a file beside the index is needed")]
    [InlineData("""{"0.weight": ".."}""", "a file beside the index is needed")]
    [InlineData(
        """{"0.weight": "one.safetensors", "1.weight": "one.safetensors"}""", "tensor 1.weight is not in its shard one.safetensors")]
    [InlineData("""{"0.bias": "one.safetensors"}""", "has a tensor 0.weight that the index does not list")]
    [InlineData("""{"0.weight": 3}""", "is there twice or names no file")]
    [InlineData("{}", "weight_map is empty")]
    [InlineData("[]", "is JSON without weight_map")]
    public void An_index_that_does_not_fit_is_refused(string map, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => StateDict.Read(Index(map)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Index(string map) => _folder.Write("net.safetensors.index.json", $$"""{"metadata": {}, "weight_map": {{map}}}""");

    private void Shard(string name, string tensor, float value)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, [new NamedTensor(tensor, [1], [value])], new Dictionary<string, string> { ["eps"] = "0.25" });
        _folder.Write(name, stream.ToArray());
    }
}
