using Harness.Build.Processes;
using Harness.Build.Setup;

namespace Harness.Build.Verbs;

internal static class DemoVerb
{
    public static int Run(Workshop workshop)
    {
        var home = workshop.Home;
        if (!File.Exists(home.DemoSpec))
            throw new StepFailedException($"the demo's spec is missing: {home.DemoSpec}");
        SetupStep.Run(workshop, witnesses: false);
        BuildVerb.RunIfNeeded(workshop);
        if (Directory.Exists(home.Demo))
            Directory.Delete(home.Demo, recursive: true);
        return Handover.To(home.EngineStart, ["run", home.DemoSpec, "--out", home.Demo]);
    }
}
