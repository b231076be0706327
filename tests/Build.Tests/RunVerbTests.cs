using System.Diagnostics;
using System.Globalization;
using Harness.Build;

namespace Build.Tests;

/// <summary>Harness.Build itself, in a tree where all is built and a script stands for the engine.</summary>
public sealed class RunVerbTests : IDisposable
{
    private const string Engine = """
        trap 'exit 75' TERM
        echo "$$"
        for word; do echo "[$word]"; done
        echo ready
        while :; do sleep 0.1; done
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_becomes_the_engine_so_that_words_and_signals_reach_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no exec");
        var tool = BuiltTree.Write(folder, Engine);
        using var process =
            Process.Start(new ProcessStartInfo(Dotnet.Program, [tool, "run", "a b", "", "*", "--help"]) { RedirectStandardOutput = true })!;
        var lines = Enumerable.Range(0, 6).Select(_ => process.StandardOutput.ReadLine()).ToList();
        Assert.Equal([process.Id.ToString(CultureInfo.InvariantCulture), "[a b]", "[]", "[*]", "[--help]", "ready"], lines);
        using var kill = Process.Start("kill", ["-TERM", lines[0]!]);
        process.WaitForExit();
        Assert.Equal(75, process.ExitCode);
    }
}

/// <summary>A tree in which all is built, and a shell script stands for the engine.</summary>
internal static class BuiltTree
{
    private static readonly string[] Inputs = ["Engine.sln", "Directory.Build.props", "global.json", "harness/Harness.Build/Program.cs"];
    private static readonly string[] Program = ["Harness.Build.dll", "Harness.Build.runtimeconfig.json"];

    /// <returns>The path of Harness.Build in it.</returns>
    public static string Write(TemporaryFolder folder, string engine)
    {
        var home = new Home(folder.Path);
        foreach (var input in Inputs)
            folder.Write(input, "");
        foreach (var script in new[] { "build.sh", "build.ps1" })
            File.Copy(Path.Combine(RepositoryRoot.Path, script), Path.Combine(folder.Path, script));
        var tool = Directory.CreateDirectory(Path.Combine(home.Artifacts, "tool", "bin", "Harness.Build", "release")).FullName;
        foreach (var file in Program)
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(tool, file));
        folder.Write(Path.GetRelativePath(folder.Path, home.EngineProgram), "");
        EngineLauncher.Write(home);
        File.WriteAllText(home.EngineLauncher, "#!/bin/sh\n" + engine + "\n");
        var later = DateTime.UtcNow.AddMinutes(1);
        File.SetLastWriteTimeUtc(folder.Write("artifacts/tool/built", ""), later);
        new BuildStamp(home, Target.CommandLine).Write(later);
        return Path.Combine(tool, Program[0]);
    }
}
