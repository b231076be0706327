using Harness.Build.Processes;
using Harness.Build.Setup;

namespace Harness.Build.Verbs;

internal static class BenchVerb
{
    private const string Project = "Benchmarks";

    /// <summary>What a baseline lacks, its rows say.</summary>
    public static int Run(Workshop workshop)
    {
        SetupStep.Run(workshop, witnesses: true);
        BuildVerb.RunIfNeeded(workshop);
        return Handover.To(Dotnet.Program, [Path.Combine(workshop.Home.Release(Project), Project + ".dll"), .. workshop.Invocation.Words]);
    }
}
