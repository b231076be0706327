using Harness.Build.Processes;

namespace Harness.Build.Verbs;

internal static class RunVerb
{
    public static int Run(Workshop workshop)
    {
        BuildVerb.RunIfNeeded(workshop);
        return Handover.To(workshop.Home.EngineStart, workshop.Invocation.Words);
    }
}
