using Engine.Torch.Devices;

namespace Torch.Tests;

/// <summary>Libraries of libtorch that the user names.</summary>
public sealed class GivenLibraryTests
{
    /// <summary>The first is what libtorch 2.10.0 answers.</summary>
    [Theory]
    [InlineData(0x020A000000000000UL, "2.10.0")]
    [InlineData(0x020B010000000000UL, "2.11.1")]
    public void A_version_has_its_numbers_in_the_highest_bytes(ulong answer, string version) =>
        Assert.Equal(version, GivenLibrary.Decode(answer).ToString());

    [Theory]
    [InlineData("2.10.0", false, true)]
    [InlineData("2.10.1", false, true)]
    [InlineData("2.11.0", false, false)]
    [InlineData("2.9.1", false, false)]
    [InlineData("2.11.0", true, true)]
    [InlineData(null, false, false)]
    [InlineData(null, true, false)]
    public void Another_version_is_refused_unless_it_is_to_be_tried(string? found, bool triesAny, bool isTaken)
    {
        var refusal = GivenLibrary.Refuse("/torch/lib", found is null ? null : Version.Parse(found), triesAny);
        if (isTaken)
            Assert.Null(refusal);
        else
            Assert.Matches(
                $"^/torch/lib, which ENGINE_TORCH_LIB names, has .*{found ?? "does not tell its version"}; TorchSharp needs 2.10, ",
                refusal);
    }

    [Fact]
    public void A_function_that_is_missing_is_named()
    {
        Assert.Equal(
            "it asks for _ZN2at5emptyE, which this libtorch has not: it is of another version.",
            GivenLibrary.Missing("/x/libLibTorchSharp.so: undefined symbol: _ZN2at5emptyE"));
        Assert.Null(GivenLibrary.Missing("libtorch.so: cannot open shared object file: No such file or directory"));
    }

    /// <summary>The library that the tests have is asked for its version as any other would be.</summary>
    [Fact]
    public void The_version_that_is_needed_is_TorchSharps_own()
    {
        Assert.NotNull(TorchCpu.Trainer);
        Assert.Null(GivenLibrary.Refuse("", Version.Parse(TorchLibrary.Version), false));
    }
}
