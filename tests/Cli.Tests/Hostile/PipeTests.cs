using System.Diagnostics;
using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>A pipe in place of a file of data or of a spec is refused before anyone waits for it.</summary>
public class PipeTests
{
    [Fact]
    public void Nothing_is_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds of files as Linux tells them");
        using var folder = new TemporaryFolder();
        IdxFolder.Write(folder["data"]);
        File.Delete(folder[$"data/{IdxFolder.Labels}"]);
        foreach (var pipe in new[] { $"data/{IdxFolder.Labels}", "pipe.yaml" })
            Process.Start("mkfifo", [folder[pipe]]).WaitForExit();
        var spec = folder.Write("spec.yaml", SpecTexts.Idx("data"));
        Engine("run", spec, "--out", folder["out"]).Exits(1).Says($"{IdxFolder.Labels} cannot be read: it is a pipe, and a file is needed");
        Engine("run", folder["pipe.yaml"], "--out", folder["out"]).Exits(2).Says("is a pipe; the path of a spec file is needed");
        Engine("reference", "experiments", Results(folder, "pipe"), folder.Path).Exits(2).Says("is a pipe");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_spec_that_a_program_writes_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes of a shell");
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        var result = EngineProgram.RunWithin($"cat '{spec}' | \"$@\"", "run", "/dev/stdin", "--dry-run").Exits(0);
        Assert.Contains("4 runs", result.Output, StringComparison.Ordinal);
        // Without an end.
        EngineProgram.RunWithin("\"$@\" </dev/zero", "run", "/dev/stdin", "--dry-run").Exits(2).Says("that is no spec");
    }

    /// <returns>A folder in which a sweep of this name has readings.</returns>
    private static string Results(TemporaryFolder folder, string sweep)
    {
        Directory.CreateDirectory(folder[$"results/{sweep}/sweep_insights"]);
        return folder["results"];
    }

    private static EngineResult Engine(params string[] arguments) => EngineProgram.RunWithin("exec timeout -s KILL 150 \"$@\"", arguments);
}
