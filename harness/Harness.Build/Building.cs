namespace Harness.Build;

/// <summary>Something to build, by its path in the tree.</summary>
/// <param name="Sources">The folders of which it is made.</param>
/// <param name="Stamp">Where the time of its last build is kept.</param>
internal sealed record Target(string Project, IReadOnlyList<string> Sources, string Stamp)
{
    private static readonly string[] Product = ["engine", "kernels", "harness", "data"];

    public static Target Everything { get; } = new("Engine.sln", [.. Product, "tests"], "built");
    public static Target CommandLine { get; } = new("harness/Harness.Cli", Product, "built-cli");
    public static Target Benchmarks { get; } = new("tests/Benchmarks", Everything.Sources, "built-benchmarks");
    public static Target Oclgrind { get; } = new("tests/Oclgrind", Everything.Sources, "built-oclgrind");
}

/// <summary>Restores and builds; analyzers run where everything is built, and are spared who waits for a first result.</summary>
internal static class Building
{
    public static void Run(Workshop workshop, Target target)
    {
        var home = workshop.Home;
        TorchNative.Run(workshop);
        Charts.Run(workshop);
        var stamp = new BuildStamp(home, target);
        var started = DateTime.UtcNow;
        // A build with analyzers is not made anew without them, and then with them again.
        var analyzers = target == Target.Everything || new BuildStamp(home, Target.Everything).IsThere;
        stamp.Remove();
        string[] options = ["--verbosity", "minimal", .. analyzers ? Array.Empty<string>() : ["-p:RunAnalyzers=false"]];
        workshop.Steps.Run("restore", Dotnet.Command(home, ["restore", target.Project, .. options]));
        workshop.Steps.Run(
            "build", Dotnet.Command(home, ["build", target.Project, "--configuration", "Release", "--no-restore", "--nologo", .. options]));
        EngineLauncher.Write(home);
        stamp.Write(started);
    }

    /// <summary>Builds unless no file changed since the last build of this or of everything.</summary>
    public static void RunIfNeeded(Workshop workshop, Target target)
    {
        Charts.Run(workshop);
        if (!new[] { Target.Everything, target }.Any(built => new BuildStamp(workshop.Home, built).IsUpToDate()))
            Run(workshop, target);
        else if (workshop.Invocation.Has(Options.Torch))
            TorchNative.Run(workshop);
    }
}

/// <summary>
/// Remembers when the last successful build began, as make does by the files' times, so that <c>run</c> need not wait
/// for a build that has nothing to do. A folder's own time tells of removed and renamed files.
/// </summary>
internal sealed class BuildStamp(Home home, Target target)
{
    private static readonly string[] Ignored = ["node_modules", "__pycache__"];

    private string File => Path.Combine(home.BuildOutput, target.Stamp);

    public bool IsThere => System.IO.File.Exists(File);

    public void Remove()
    {
        if (Directory.Exists(home.BuildOutput))
            System.IO.File.Delete(File);
    }

    public void Write(DateTime started)
    {
        System.IO.File.WriteAllText(File, "");
        System.IO.File.SetLastWriteTimeUtc(File, started);
    }

    public bool IsUpToDate()
    {
        if (!IsThere || !System.IO.File.Exists(home.EngineProgram) || !System.IO.File.Exists(home.EngineLauncher))
            return false;
        var built = System.IO.File.GetLastWriteTimeUtc(File);
        var charts = new FileInfo(home.ReportCharts);
        return !Inputs().Any(input => input.LastWriteTimeUtc >= built) && !(charts.Exists && charts.LastWriteTimeUtc >= built);
    }

    private IEnumerable<FileSystemInfo> Inputs() =>
        new DirectoryInfo(home.Root).EnumerateFiles()
            .Concat(target.Sources.Select(name => new DirectoryInfo(Path.Combine(home.Root, name)))
                .Where(folder => folder.Exists).SelectMany(Under));

    private static IEnumerable<FileSystemInfo> Under(DirectoryInfo folder)
    {
        yield return folder;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
                yield return entry;
            else if (!Ignored.Contains(inner.Name))
            {
                foreach (var below in Under(inner))
                    yield return below;
            }
        }
    }
}

/// <summary>Writes artifacts/engine: a script that becomes the engine (exec), so that signals reach it.</summary>
internal static class EngineLauncher
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static void Write(Home home)
    {
        var program = Path.GetRelativePath(home.Artifacts, home.EngineProgram);
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(home.EngineLauncher, $"@\"%~dp0{program}\" %*\r\n");
            return;
        }

        File.WriteAllText(home.EngineLauncher, Script(program));
        File.SetUnixFileMode(home.EngineLauncher, Executable);
    }

    // The program looks for .NET in the system's places only; one installed in a home folder is named by DOTNET_ROOT.
    private static string Script(string program) => $$"""
        #!/bin/sh
        # Written by ./build.sh.
        here=$(dirname -- "$(readlink -f -- "$0")")
        [ -n "$DOTNET_ROOT" ] || export DOTNET_ROOT='{{Path.GetDirectoryName(Environment.ProcessPath)}}'
        exec "$here/{{program}}" "$@"

        """;
}
