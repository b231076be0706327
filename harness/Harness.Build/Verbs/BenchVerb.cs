using Harness.Build.Processes;

namespace Harness.Build.Verbs;

internal static class BenchVerb
{
    private const string Project = "Engine.Benchmarks";

    /// <summary>Whether this checkout has benchmarks.</summary>
    public static bool IsOffered(Home home) => Directory.Exists(Path.Combine(home.Tests, Project));

    public static int Run(Workshop workshop)
    {
        var home = workshop.Home;
        if (!IsOffered(home))
            throw new StepFailedException($"this checkout has no benchmarks: tests/{Project} is not there");
        BuildVerb.RunIfNeeded(workshop);
        return Handover.To(Dotnet.Program, [Path.Combine(home.Release(Project), Project + ".dll"), .. workshop.Invocation.Words]);
    }
}
