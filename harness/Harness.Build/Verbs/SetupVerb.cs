using Harness.Build.Setup;

namespace Harness.Build.Verbs;

internal static class SetupVerb
{
    public static int Run(Workshop workshop)
    {
        var complete = SetupStep.Run(workshop, workshop.Invocation.Witnesses);
        if (!complete && Workshop.IsCI)
            throw new StepFailedException("setup: in CI all of it must be there");
        if (complete)
            workshop.Steps.Note("  all that was asked for is here");
        return 0;
    }
}
