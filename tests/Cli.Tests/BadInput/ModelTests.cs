using Cli.Tests.Support;
using Testing.Results;
using static Cli.Tests.Support.RawSafetensors;

namespace Cli.Tests.BadInput;

/// <summary>Models that lie about themselves, or do not fit the data set.</summary>
public class ModelTests
{
    private static readonly string Bias = Tensor("0.bias", "2", 512, 520);

    /// <summary>The file, the exit code, what must be said.</summary>
    private static readonly Dictionary<string, (byte[] File, int Code, string[] Said)> Models = new()
    {
        ["empty"] = ([], 1, []),
        ["header longer than the file"] = (Of("{}", 0, 1 << 20), 1, ["header"]),
        ["header of 2^63 bytes"] = (Of("{}", 0, 1UL << 63), 1, ["header"]),
        ["header that is no JSON"] = (Of("{\"0.weight\":", 4), 1, []),
        ["offsets beyond the end"] = (Of($"{{{Tensor("0.weight", "2,64", 0, 512)},{Bias}}}", 4), 1, []),
        ["offsets that run backwards"] = (Of($"{{{Tensor("0.weight", "2,64", 512, 0)},{Bias}}}", 130), 1, ["0.weight"]),
        ["negative offsets"] = (Of($"{{{Tensor("0.weight", "2,64", -8, 504)},{Bias}}}", 130), 1, ["0.weight"]),
        ["overlap"] = (Of($"{{{Tensor("0.weight", "2,64", 0, 512)},{Tensor("0.bias", "2", 508, 516)}}}", 129), 1, []),
        ["a gap"] = (Of($"{{{Tensor("0.weight", "2,64", 0, 512)},{Tensor("0.bias", "2", 516, 524)}}}", 131), 1, []),
        ["unknown type"] = (Of($"{{{Tensor("0.weight", "2,64", 0, 512, "F99")},{Bias}}}", 130), 1, ["F99"]),
        ["whole numbers"] = (Of($"{{{Tensor("0.weight", "2,64", 0, 512, "I32")},{Bias}}}", 130), 1, ["0.weight", "I32"]),
        ["a shape that does not fill its bytes"] = (Of($"{{{Tensor("0.weight", "3,64", 0, 512)},{Bias}}}", 130), 1, ["0.weight"]),
        ["a shape that overflows"] = (Of($"{{{Tensor("0.weight", "4294967296,4294967296", 0, 512)},{Bias}}}", 130), 1, ["0.weight"]),
        ["shapes that do not chain"] = (Of(Layers(64, 2, 3, 10)), 1, ["2.weight", "[10, 3]", "2 outputs"]),
        ["inputs that do not fit"] = (Of(Layers(63, 2, 2, 10)), 2, ["63 inputs", "64"]),
        ["classes that do not fit"] = (Of(Layers(64, 2, 2, 9)), 2, ["9 logits", "10 classes"]),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_refused_before_anything_is_written(string name)
    {
        using var folder = new TemporaryFolder();
        var (file, code, said) = Models[name];
        Analyze(folder, folder.Write("net.safetensors", file)).Exits(code).Says(["net.safetensors", .. said]);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("net.pt", "hello, this is no network\n", "the text 'hello, this is n'. In Python: torch.save(model.state_dict(), PATH)")]
    [InlineData("net.pth", "<!DOCTYPE html><html>", "It is a page of the web")]
    [InlineData("net.pt", "version https://git-lfs.github.com/spec/v1\n", "git lfs pull")]
    [InlineData("net.pt", "\u0007\u0001\u0002\u0003junk", "It begins with the bytes 07010203")]
    [InlineData("net.pt", "", "is empty")]
    public void Of_junk_under_a_name_of_PyTorchs_it_is_said_what_it_is(string name, string content, string said)
    {
        using var folder = new TemporaryFolder();
        var error = Analyze(folder, folder.Write(name, content)).Exits(1).Says(name, said).Error;
        Assert.DoesNotContain("header", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_missing_model_is_a_usage_error()
    {
        using var folder = new TemporaryFolder();
        Analyze(folder, folder["none.safetensors"]).Exits(2).Says("none.safetensors");
    }

    [Fact]
    public void A_sound_one_is_analyzed()
    {
        using var folder = new TemporaryFolder();
        Analyze(folder, folder.Write("net.safetensors", Sound)).Exits(0);
        // Every weight is zero: all logits are equal, and the first class is given.
        Assert.Equal("2", ResultTables.Of(folder["out"], "runs").Values<string>("hidden").Single());
    }

    private static EngineResult Analyze(TemporaryFolder folder, string model) =>
        EngineProgram.Run(
            "analyze", "--model", model, "--activation", "relu", "--dataset", "digits", "--out", folder["out"], "measures.permutations=0");
}
