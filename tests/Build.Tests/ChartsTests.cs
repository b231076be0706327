using Harness.Build;

namespace Build.Tests;

public sealed class ChartsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Home home;

    public ChartsTests()
    {
        home = new Home(folder.Path);
        Source("package-lock.json");
        Source("src/main.js");
        Source("node_modules/.package-lock.json");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void There_is_none_before_the_first() => Assert.False(Charts.AreUpToDate(home));

    [Fact]
    public void It_is_as_new_as_its_sources()
    {
        folder.Write(Path.GetRelativePath(folder.Path, home.ReportCharts), "");
        Assert.True(Charts.AreUpToDate(home));
        File.SetLastWriteTimeUtc(Path.Combine(home.ReportWeb, "src/main.js"), File.GetLastWriteTimeUtc(home.ReportCharts).AddMinutes(1));
        Assert.False(Charts.AreUpToDate(home));
    }

    private void Source(string name) => folder.Write(Path.GetRelativePath(folder.Path, Path.Combine(home.ReportWeb, name)), "");
}
