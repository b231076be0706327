using Harness.Build;

namespace Build.Tests;

public sealed class NewerLibrariesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_stanzas_only_the_main_suite_is_asked_for_its_newer_release()
    {
        const string text = """
            Types: deb
            # a note
            URIs: http://mirror/debian
            Suites: bookworm bookworm-updates
            Signed-By: /keyring.gpg

            Types: deb
            URIs: http://mirror/debian-security
            Suites: bookworm-security

            Types: deb
            URIs: http://others/
            Suites: nodistro
            """;
        Assert.Equal("""
            Types: deb
            # a note
            URIs: http://mirror/debian
            Suites: trixie
            Signed-By: /keyring.gpg
            """, NewerLibraries.Sources(text, ".sources"));
    }

    [Fact]
    public void So_it_is_of_lines() => Assert.Equal(
        "deb [signed-by=/keyring.gpg] http://mirror/debian trixie main contrib",
        NewerLibraries.Sources("""
            # deb http://mirror/debian bookworm main
            deb [signed-by=/keyring.gpg] http://mirror/debian bookworm main contrib
            deb http://mirror/debian bookworm-updates main
            deb-src http://mirror/debian bookworm main
            deb http://others/ stable main
            """, ".list"));

    /// <summary>An earlier version laid down no OpenCL: that is laid down anew.</summary>
    [Fact]
    public void A_folder_without_drivers_is_not_taken_for_whole()
    {
        folder.Write("artifacts/newer-libraries/usr/lib/some-linux-gnu/libc.so.6", "");
        Assert.False(NewerLibraries.AreHere(new Home(folder.Path)));
    }

    [Fact]
    public void Where_nothing_was_laid_down_a_command_stays_as_it_is()
    {
        var command = new Command("dotnet", ["a.dll", "-x"], folder.Path);
        Assert.Same(command, NewerLibraries.Within(new Home(folder.Path), command));
    }

    [Fact]
    public void Elsewhere_it_runs_with_the_newer_folder_over_the_systems()
    {
        folder.Write("artifacts/newer-libraries/etc/OpenCL/vendors/pocl.icd", "");
        Directory.CreateDirectory(Path.Combine(folder.Path, "artifacts/newer-libraries/system"));
        var newer = Path.Combine(folder.Path, "artifacts/newer-libraries");
        var command = new Command("dotnet", ["a.dll", "-x"], folder.Path)
        {
            Environment = new Dictionary<string, string> { ["OWN"] = "1" },
        };
        var within = NewerLibraries.Within(new Home(folder.Path), command);
        Assert.Equal("unshare", within.Program);
        Assert.Equal(["sh", newer + "/usr", "/usr", newer + "/system", "dotnet", "a.dll", "-x"], within.Arguments.TakeLast(7));
        Assert.Equal("1", within.Environment["OWN"]);
        Assert.Equal(newer + "/etc/OpenCL/vendors", within.Environment["OCL_ICD_VENDORS"]);
    }

    /// <summary>The command has the newer libc, and a program beside it the system's.</summary>
    [Fact]
    public void Its_libraries_are_seen_by_that_command_alone()
    {
        var home = new Home(RepositoryRoot.Path);
        Assert.SkipUnless(
            Directory.Exists(home.NewerLibraries), "this system's own libraries suffice, or ./build.sh setup --witnesses has not run");
        using var commands = new CommandRunner();
        var version = new Command("getconf", ["GNU_LIBC_VERSION"], folder.Path);
        var (before, within, after) = (commands.Run(version), commands.Run(NewerLibraries.Within(home, version)), commands.Run(version));
        Assert.Equal((0, 0), (before.ExitCode, within.ExitCode));
        Assert.True(Number(within) > Number(before), $"{within.Output} within, {before.Output} outside");
        Assert.Equal(before.Output, after.Output);
    }

    /// <summary>As a container has its GPU driver's libraries, a file of ours is mounted over one of the system's.</summary>
    [Fact]
    public void What_is_mounted_below_usr_stays()
    {
        var home = new Home(RepositoryRoot.Path);
        Assert.SkipUnless(
            Directory.Exists(home.NewerLibraries), "this system's own libraries suffice, or ./build.sh setup --witnesses has not run");
        const string place = "/usr/lib/os-release";
        var driver = folder.Write("driver", "a driver");
        var within = NewerLibraries.Within(home, new Command("cat", [place], folder.Path));
        const string mount = """mount --bind "$1" "$2" && shift 2 && exec "$@" """;
        string[] user = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        string[] arguments = [.. user, "--mount", "sh", "-c", mount, "sh", driver, place, within.Program, .. within.Arguments];
        using var commands = new CommandRunner();
        var result = commands.Run(within with { Program = "unshare", Arguments = arguments });
        Assert.Equal((0, "a driver"), (result.ExitCode, result.Output));
    }

    private static Version Number(CommandResult result) => Version.Parse(result.Output.Split(' ')[^1]);
}
