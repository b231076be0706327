using Engine.Data;

namespace Engine.Tests.Data;

public sealed class StoredScaleTests
{
    [Fact]
    public void What_is_written_is_read_to_the_bit()
    {
        InputScale[] scales =
        [
            new(InputFit.None, [0.5], [0.25]),
            new(InputFit.PerChannel, [0.4914, 0.4822, 1.0 / 3], [0.2470, 0.2435, Math.Sqrt(2)]),
            new(InputFit.Standardize, [-1e30, 0, 1e-300, 7, 0.1f, 6], [0, 1e-30, 1, 3e38, 0.1, 5]),
        ];
        Assert.All(scales, scale => Assert.Equal(scale, StoredScale.Read(StoredScale.Write(scale), 6, "net")));
    }

    [Fact]
    public void Inputs_that_stay_as_they_are_leave_no_trace()
    {
        Assert.Empty(StoredScale.Write(InputScale.Identity));
        Assert.Null(StoredScale.Read(new Dictionary<string, string> { ["format"] = "pt" }, 6, "net"));
    }

    [Theory]
    [InlineData("minmax", "[0]", "[1]", "net: the metadata's input.fit is 'minmax'; it must be one of none, standardize, per-channel")]
    [InlineData("none", "0", "[1]", "net: the metadata's input.mean is '0'; it must be a JSON list of as many numbers as divide")]
    [InlineData("none", "[0, 1, 2, 3]", "[1]", "net: the metadata's input.mean is '[0, 1, 2, 3]'")]
    [InlineData("none", "[null]", "[1]", "net: the metadata's input.mean is '[null]'")]
    [InlineData("none", "[1e39]", "[1]", "net: the metadata's input.mean is '[1e39]'")]
    [InlineData("none", "[0]", "[-1]", "net: the metadata's input.std is '[-1]'; it must be a JSON list")]
    [InlineData("none", "[0]", "[1e-40]", "net: the metadata's input.std is '[1e-40]'; it must be a JSON list")]
    [InlineData("none", "[0]", null, "net: the metadata's input.std is missing; it must be a JSON list")]
    [InlineData("none", "[0, 0]", "[1]", "net: input.mean has 2 numbers and input.std 1; they must have as many")]
    public void Other_texts_are_refused(string fit, string mean, string? std, string expected)
    {
        var metadata = new Dictionary<string, string> { ["input.fit"] = fit, ["input.mean"] = mean };
        if (std is not null)
            metadata["input.std"] = std;
        var mistake = Assert.Throws<UserErrorException>(() => StoredScale.Read(metadata, 6, "net"));
        Assert.StartsWith(expected, mistake.Message, StringComparison.Ordinal);
    }
}
