using System.Diagnostics;
using System.Globalization;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Sweeps;

/// <summary>SIGKILL at random moments: nothing is lost, nothing is half there, and what comes out is the same.</summary>
/// <remarks>ENGINE_KILLS=50 is the long form.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>
    /// Long enough that kills fall into training, analysis and writing alike; batch normalization and the information plane are in the
    /// checkpoints.
    /// </summary>
    private static readonly string[] Settings =
        ["training.epochs=150", "training.batch_norm=true", "information_plane.estimators=[binning-30]", "information_plane.samples=100",
            "--jobs", "2", "--checkpoint", "0", "--quiet"];

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("ENGINE_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 6;

    [Fact]
    public void Killed_again_and_again_and_resumed_it_gives_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        using var folder = new TemporaryFolder();
        // As many runs as make the kills fall into all of the sweep.
        string[] run = ["run", folder.Write("spec.yaml", SpecTexts.Digits), $"seeds={4 + Kills}", .. Settings];
        EngineProgram.Run([.. run, "--out", folder["whole"]]).Exits(0);
        var moment = new Random(Kills);
        var (kills, checkpoints) = (0, 0);
        for (var tries = 0; kills < Kills && tries < 3 * Kills; tries++)
        {
            using var program = EngineProgram.Start([.. run, "--out", folder["out"], "--resume"]);
            Thread.Sleep(moment.Next(300, 1500));
            if (program.HasExited)
            {
                // It was done before it could be killed: begin again.
                program.Wait().Exits(0);
                Directory.Delete(folder["out"], recursive: true);
                continue;
            }
            program.Signal("KILL");
            Assert.Equal(128 + 9, program.Wait().ExitCode);
            kills++;
            checkpoints += Directory.Exists(folder["out/checkpoints"])
                ? Directory.GetFiles(folder["out/checkpoints"], "*.checkpoint").Length
                : 0;
        }
        output.WriteLine($"{kills} kills, {checkpoints} checkpoints found after them");
        Assert.Equal(Kills, kills);
        EngineProgram.Run([.. run, "--out", folder["out"], "--resume"]).Exits(0);
        Leftovers.AssertWhole(folder["out"]);
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    [Fact]
    public void Of_four_processes_in_one_folder_two_are_killed_and_no_run_is_missing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        using var folder = new TemporaryFolder();
        string[] run =
            ["run", folder.Write("spec.yaml", SpecTexts.Digits), "seeds=24", "training.epochs=30", "--jobs", "1", "--threads", "1",
                "--json", "--quiet"];
        EngineProgram.Run([.. run, "--out", folder["whole"]]).Exits(0);
        var clock = Stopwatch.StartNew();
        EngineProgram[] programs =
            [.. Enumerable.Range(0, 4).Select(_ => EngineProgram.Start([.. run, "--out", folder["out"], "--resume"]))];
        // Each has begun a run: the leases tell whose hands they are in.
        while (clock.Elapsed < TimeSpan.FromSeconds(30)
            && !programs.Take(2)
                .All(program => Leases(folder).Any(lease => lease.Contains($"\"process\":{program.Id},", StringComparison.Ordinal))))
            Thread.Sleep(20);
        foreach (var program in programs.Take(2))
        {
            program.Signal("KILL");
            Assert.Equal(128 + 9, program.Wait().ExitCode);
        }
        var results = programs.Skip(2).Select(program => program.Wait().Exits(0).Output).ToArray();
        foreach (var program in programs)
            program.Dispose();
        Assert.All(results, result => Assert.Contains("\"failed\": 0", result, StringComparison.Ordinal));
        Assert.DoesNotContain(
            SameResults.Files(folder["out"]),
            file => file.StartsWith("claims/", StringComparison.Ordinal) || file.StartsWith("checkpoints/", StringComparison.Ordinal));
        Leftovers.AssertWhole(folder["out"]);
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    private static string[] Leases(TemporaryFolder folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder["out/claims"], "*.claim").Select(File.ReadAllText)];
        }
        catch (IOException)
        {
            // Not there yet, or released at this moment.
            return [];
        }
    }
}
