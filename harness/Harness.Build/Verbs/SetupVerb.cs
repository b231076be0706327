using Harness.Build.Providers;
using Harness.Build.Setup;

namespace Harness.Build.Verbs;

internal static class SetupVerb
{
    public static int Run(Workshop workshop)
    {
        var complete = SetupStep.Run(workshop, workshop.Invocation.Witnesses);
        ProviderStep.Run(workshop, askAgain: true);
        if (complete || !Workshop.IsCI)
            return 0;
        throw new StepFailedException("setup: in CI every witness must be there");
    }
}
