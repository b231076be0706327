using Harness.Build;

namespace Build.Tests;

public sealed class GpuAssemblerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_stanza_is_asked_for_what_is_not_free() => Assert.Equal(
        """
        Types: deb
        URIs: http://mirror/debian
        Suites: bookworm bookworm-updates
        Components: non-free
        Signed-By: /keyring.gpg
        """,
        GpuAssembler.Sources("""
            Types: deb
            URIs: http://mirror/debian
            Suites: bookworm bookworm-updates
            Components: main contrib
            Signed-By: /keyring.gpg
            """, ".sources"));

    [Fact]
    public void So_is_every_line() => Assert.Equal(
        """
        # deb http://mirror/debian bookworm main
        deb [signed-by=/keyring.gpg] http://mirror/debian bookworm non-free
        deb http://mirror/debian bookworm-updates non-free
        """,
        GpuAssembler.Sources("""
            # deb http://mirror/debian bookworm main
            deb [signed-by=/keyring.gpg] http://mirror/debian bookworm main contrib
            deb http://mirror/debian bookworm-updates main
            """, ".list"));

    /// <summary>The disassembler is needed too.</summary>
    [Fact]
    public void It_is_here_when_both_of_its_programs_are()
    {
        var home = new Home(folder.Path);
        folder.Write("artifacts/gpu-assembler/usr/bin/ptxas", "");
        var onPath = GpuAssembler.IsHere(new Home(Path.Combine(folder.Path, "nowhere")));
        Assert.Equal(onPath, GpuAssembler.IsHere(home));
        folder.Write("artifacts/gpu-assembler/usr/bin/nvdisasm", "");
        Assert.True(GpuAssembler.IsHere(home));
    }

    [Fact]
    public void Apt_brings_no_package_that_it_does_not_know_and_leaves_no_folder()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/apt-get"), "only Debian and Ubuntu have apt");
        using var commands = new CommandRunner();
        var target = Path.Combine(folder.Path, "packages");
        var error = new AptFolder(commands, target).Lay((_, _) => "", "download", "engine-no-such-package");
        Assert.Contains("engine-no-such-package", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
