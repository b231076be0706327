using Harness.Build;

namespace Build.Tests;

public sealed class BuildStampTests : IDisposable
{
    private static readonly DateTime Past = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder folder = new();
    private readonly Home home;
    private readonly string source;

    public BuildStampTests()
    {
        home = new Home(folder.Path);
        source = folder.Write("engine/Core/A.cs", "");
        folder.Write(Path.GetRelativePath(folder.Path, home.EngineProgram), "");
        folder.Write(Path.GetRelativePath(folder.Path, home.EngineLauncher), "");
        folder.Write("Engine.sln", "");
        foreach (var entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            entry.LastWriteTimeUtc = Past;
        new BuildStamp(home, Target.Everything).Write(Past.AddHours(1));
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
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "Engine.sln"), Past.AddHours(2));
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void The_last_build_did_not_succeed()
    {
        new BuildStamp(home, Target.Everything).Remove();
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void Charts_were_bundled_after_it()
    {
        folder.Write(Path.GetRelativePath(folder.Path, home.ReportCharts), "");
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

    [Fact]
    public void Tests_belong_to_everything_alone()
    {
        new BuildStamp(home, Target.CommandLine).Write(Past.AddHours(1));
        File.SetLastWriteTimeUtc(folder.Write("tests/A.Tests/A.cs", ""), Past.AddHours(2));
        Assert.True(new BuildStamp(home, Target.CommandLine).IsUpToDate());
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void A_build_of_the_command_line_is_none_of_everything()
    {
        new BuildStamp(home, Target.Everything).Remove();
        new BuildStamp(home, Target.CommandLine).Write(Past.AddHours(1));
        Assert.False(IsUpToDate());
    }

    private bool IsUpToDate() => new BuildStamp(home, Target.Everything).IsUpToDate();
}
