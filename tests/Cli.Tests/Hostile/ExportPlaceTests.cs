using Cli.Tests.Output;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Exports to places where something is already.</summary>
public sealed class ExportPlaceTests(ExportedSweep sweep) : IClassFixture<ExportedSweep>
{
    [Fact]
    public void A_mount_point_is_filled()
    {
        using var folder = new TemporaryFolder();
        using var disk = FullDisk.Mount(folder["disk"], "8m");
        Assert.SkipWhen(disk is null, "this process may not mount a tmpfs");
        Export(folder["disk"]).Exits(0);
        SameResults.AssertSame(sweep.Exported, folder["disk"]);
        Assert.Equal([folder["disk"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void An_empty_folder_keeps_its_rights_and_a_link_to_it_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs links and rights of Unix");
        using var folder = new TemporaryFolder();
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;
        Directory.CreateDirectory(folder["large/out"]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["large/out"], Mode);
        File.CreateSymbolicLink(folder["out"], folder["large/out"]);
        Export(folder["out"]).Exits(0);
        SameResults.AssertSame(sweep.Exported, folder["large/out"]);
        Assert.Equal(folder["large/out"], new FileInfo(folder["out"]).LinkTarget);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Mode, File.GetUnixFileMode(folder["large/out"]));
        Assert.Equal([folder["large/out"]], Directory.GetFileSystemEntries(folder["large"]));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("pipe")]
    [InlineData("link")]
    [InlineData("full")]
    public void Whatever_else_is_there_is_refused_and_left_alone(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs links and pipes of Unix");
        using var folder = new TemporaryFolder();
        if (kind == "file")
            folder.Write("out", "mine");
        else if (kind == "pipe")
            System.Diagnostics.Process.Start("mkfifo", [folder["out"]]).WaitForExit();
        else if (kind == "link")
            File.CreateSymbolicLink(folder["out"], folder["nowhere"]);
        else
            folder.Write("out/neurons/mine", "mine");
        var expected = kind == "full" ? "is not empty, it has neurons" : "is a file, or a link to nothing";
        Export(folder["out"]).Exits(2).Says(folder["out"], expected, "choose a new folder");
        Assert.Equal([folder["out"]], Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>Of two leavings one is in work: this process holds it as a running export does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_killed_export_left_is_removed_and_what_is_in_work_is_not(bool within)
    {
        using var folder = new TemporaryFolder();
        var parent = within ? "out/" : "";
        folder.Write($"{parent}.unfinished-out.1/.in-work", "");
        folder.Write($"{parent}.unfinished-out.1/neurons/part-0.parquet", "PAR1");
        var held = folder.Write($"{parent}.unfinished-out.2/.in-work", "");
        using (new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Export(folder["out"]).Exits(within ? 2 : 0);
        Assert.False(Directory.Exists(folder[$"{parent}.unfinished-out.1"]));
        Assert.True(File.Exists(held));
        if (within)
            Export(folder["out"]).Exits(0);
        SameResults.AssertSame(sweep.Exported, folder["out"]);
    }

    [Fact]
    public void Neither_export_nor_merge_writes_into_its_own_source_or_around_it()
    {
        var before = SameResults.Files(sweep.Path);
        Export(sweep.Path + "/exported").Exits(2).Says("lies in", "choose a folder outside of it");
        Export(sweep.Path + "/../sweep/").Exits(2).Says("is the folder", "which is read from");
        Merge(sweep.Path + "/").Exits(2).Says("is the folder", "which is read from");
        Merge(Path.GetDirectoryName(sweep.Path)!).Exits(2).Says("choose a folder apart from it");
        Assert.Equal(before, SameResults.Files(sweep.Path));
        Assert.Empty(Directory.GetDirectories(sweep.Path, "exported"));
    }

    private EngineResult Merge(string to) => EngineProgram.Run("merge", sweep.Path, "--out", to);

    private EngineResult Export(string to) => EngineProgram.Run("export", sweep.Path, "--out", to);
}

/// <summary>A sweep and its export into a folder that was not there.</summary>
public sealed class ExportedSweep : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportedSweep()
    {
        EngineProgram.Run(
            "run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", Path, "training.epochs=1", "ablation.random=1", "seeds=2",
            "--quiet").Exits(0);
        EngineProgram.Run("export", Path, "--out", Exported).Exits(0);
    }

    public string Path => _folder["sweep"];

    public string Exported => _folder["exported"];

    public void Dispose() => _folder.Dispose();
}
