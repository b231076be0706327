using Harness.Build.Processes;

namespace Harness.Build.Testing;

/// <summary>Runs one test project and prints its line.</summary>
internal static class TestRun
{
    /// <summary>Says to the tests that all is built, so that they may call build.sh.</summary>
    private const string Built = "ENGINE_BUILT";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static TestOutcome Run(Workshop workshop, string project) =>
        workshop.Steps.Time(project, () => Run(workshop.Home, workshop.Steps.Commands, project), outcome => outcome.ToString());

    private static TestOutcome Run(Home home, CommandRunner commands, string project)
    {
        Directory.CreateDirectory(home.TestResults);
        var results = Path.Combine(home.TestResults, project + ".xml");
        File.Delete(results);
        var folder = home.Release(project);
        var command = new Command(Dotnet.Program, [Path.Combine(folder, project + ".dll"), "-noLogo", "-noColor", "-reporter", "quiet", "-xml", results], folder)
        {
            Limit = Limit,
            Environment = new Dictionary<string, string> { [Built] = "1" },
        };
        return Judge(project, commands.Run(command), ResultFile.Read(results));
    }

    /// <summary>Holds the results against how the program ended: one that ended badly without naming a failed test is one.</summary>
    public static TestOutcome Judge(string project, CommandResult run, TestOutcome? results)
    {
        if (results is null)
            return TestOutcome.Empty.WithFailure($"{project} did not reach its end: {run.Verdict}", run.Output);
        return run.Succeeded || results.Failures.Count > 0 ? results : results.WithFailure($"{project}: {run.Verdict}", run.Output);
    }
}
