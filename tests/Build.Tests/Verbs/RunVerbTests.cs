using System.Diagnostics;
using System.Globalization;
using Harness.Build.Processes;
using Harness.Build.Verbs;

namespace Harness.Build.Tests.Verbs;

/// <summary>Harness.Build itself, in a tree where all is built and a script stands for the engine.</summary>
public sealed class RunVerbTests : IDisposable
{
    private const string Script = """
        #!/bin/sh
        trap 'exit 75' TERM
        echo "$$"
        for word; do echo "[$word]"; done
        echo ready
        while :; do sleep 0.1; done
        """;

    private static readonly string[] Program = ["Harness.Build.dll", "Harness.Build.runtimeconfig.json"];
    private readonly TemporaryFolder folder = new();

    public RunVerbTests()
    {
        var home = new Home(folder.Path);
        folder.File("Engine.sln", "");
        foreach (var file in Program)
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(Directory.CreateDirectory(Path.Combine(home.Artifacts, "tool")).FullName, file));
        folder.File(Path.GetRelativePath(folder.Path, home.EngineProgram), "");
        EngineLauncher.Write(home);
        File.WriteAllText(home.EngineLauncher, Script);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_becomes_the_engine_so_that_words_and_signals_reach_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no exec");
        new BuildStamp(new Home(folder.Path)).Write(DateTime.UtcNow.AddMinutes(1));
        using var process = Start("run", "a b", "", "*", "--help");
        var lines = Enumerable.Range(0, 6).Select(_ => process.StandardOutput.ReadLine()).ToList();
        Assert.Equal([process.Id.ToString(CultureInfo.InvariantCulture), "[a b]", "[]", "[*]", "[--help]", "ready"], lines);
        using var kill = Process.Start("kill", ["-TERM", lines[0]!]);
        process.WaitForExit();
        Assert.Equal(75, process.ExitCode);
    }

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Dotnet.Program, [Path.Combine(folder.Path, "artifacts", "tool", Program[0]), .. words]) { RedirectStandardOutput = true };
        // A build server asks no registry.
        start.Environment["CI"] = "true";
        return Process.Start(start)!;
    }
}
