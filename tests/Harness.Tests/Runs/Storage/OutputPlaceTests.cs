using Engine;
using Harness.Runs.Storage;

namespace Harness.Tests.Runs.Storage;

/// <summary>A place is the same by all of its names.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputPlaceTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs links of Unix");
        Directory.CreateDirectory(_folder["real/sweep"]);
        Directory.CreateSymbolicLink(_folder["link"], "real");
        Directory.CreateSymbolicLink(_folder["other"], _folder["link/sweep"]);
        Directory.CreateSymbolicLink(_folder["loop"], "loop");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("real/sweep")]
    [InlineData("real/sweep/")]
    [InlineData("real/./sweep//")]
    [InlineData("real/nothing/../sweep")]
    [InlineData("link/sweep")]
    [InlineData("other/")]
    public void It_is_one_place_by_all_of_its_names(string name)
    {
        Assert.Equal(RealPath.Of(_folder["real/sweep"]), RealPath.Of(_folder[name]));
        Assert.EndsWith("/real/sweep", RealPath.Of(_folder[name]), StringComparison.Ordinal);
        Assert.Contains("is the folder", Refused(name, "real/sweep"), StringComparison.Ordinal);
        Assert.Contains("is the folder", Refused("real/sweep", name), StringComparison.Ordinal);
        Assert.Contains("lies in", Refused($"{name}/export", "real/sweep"), StringComparison.Ordinal);
        Assert.Contains("has", Refused("real", name), StringComparison.Ordinal);
        Assert.Contains("are one folder", Refused("out", "real/sweep", "real/b", name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("real/sweep2")]
    [InlineData("real/swee")]
    [InlineData("real/export/sweep")]
    [InlineData("loop")]
    public void Another_place_is_none_of_them(string name) =>
        OutputPlace.RequireApart(_folder[name], [_folder["real/sweep"], _folder["real/b"]]);

    private string Refused(string output, params string[] sources) => Assert.Throws<UsageException>(
        () => OutputPlace.RequireApart(_folder[output], [.. sources.Select(source => _folder[source])])).Message;
}
