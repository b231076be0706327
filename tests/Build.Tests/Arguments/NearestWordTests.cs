using Harness.Build.Arguments;

namespace Harness.Build.Tests.Arguments;

public class NearestWordTests
{
    // Edits: biuld -> build swaps two letters (2); -> run needs 5 or so. cleen -> clean replaces one.
    [Theory]
    [InlineData("biuld", "build")]
    [InlineData("cleen", "clean")]
    [InlineData("set", "setup")]
    public void It_needs_the_fewest_edits(string typed, string nearest) =>
        Assert.Equal(nearest, NearestWord.Of(typed, ["build", "demo", "run", "setup", "clean"]));
}
