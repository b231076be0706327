using Harness.Build.Verbs;

namespace Harness.Build.Tests.Verbs;

public sealed class BuildStampTests : IDisposable
{
    private static readonly DateTime Past = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder folder = new();
    private readonly Home home;
    private readonly string source;

    public BuildStampTests()
    {
        home = new Home(folder.Path);
        source = folder.File("engine/Core/A.cs", "");
        folder.File(Path.GetRelativePath(folder.Path, home.EngineProgram), "");
        folder.File(Path.GetRelativePath(folder.Path, home.EngineLauncher), "");
        folder.File("Engine.sln", "");
        foreach (var entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            entry.LastWriteTimeUtc = Past;
        new BuildStamp(home).Write(Past.AddHours(1));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_changed() => Assert.True(IsUpToDate());

    [Fact]
    public void A_source_was_edited()
    {
        File.SetLastWriteTimeUtc(source, Past.AddHours(2));
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void A_source_was_removed()
    {
        File.Delete(source);
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void A_setting_at_the_top_was_edited()
    {
        File.SetLastWriteTimeUtc(home.Solution, Past.AddHours(2));
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void The_last_build_did_not_succeed()
    {
        new BuildStamp(home).Remove();
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void Charts_were_bundled_after_it()
    {
        folder.File(Path.GetRelativePath(folder.Path, home.ReportCharts), "");
        Assert.False(IsUpToDate());
        File.SetLastWriteTimeUtc(home.ReportCharts, Past);
        Assert.True(IsUpToDate());
    }

    [Fact]
    public void The_program_is_gone()
    {
        File.Delete(home.EngineProgram);
        Assert.False(IsUpToDate());
    }

    private bool IsUpToDate() => new BuildStamp(home).IsUpToDate();
}
