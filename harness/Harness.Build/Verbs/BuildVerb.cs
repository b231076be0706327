using Harness.Build.Charts;
using Harness.Build.Processes;
using Harness.Build.Providers;

namespace Harness.Build.Verbs;

internal static class BuildVerb
{
    public static int Run(Workshop workshop)
    {
        ProviderStep.Run(workshop, askAgain: false);
        ChartsStep.Run(workshop);
        Build(workshop);
        return 0;
    }

    /// <summary>Builds unless no file of the tree changed since the last build.</summary>
    public static void RunIfNeeded(Workshop workshop)
    {
        ProviderStep.Run(workshop, askAgain: false);
        ChartsStep.Run(workshop);
        if (!new BuildStamp(workshop.Home).IsUpToDate())
            Build(workshop);
    }

    private static void Build(Workshop workshop)
    {
        var home = workshop.Home;
        var stamp = new BuildStamp(home);
        var started = DateTime.UtcNow;
        stamp.Remove();
        RestoreStep.Run(home, workshop.Steps);
        workshop.Steps.Run("build", Dotnet.Command(home, "build", home.Solution, "--configuration", "Release", "--no-restore", "--nologo", "--verbosity", "minimal"));
        EngineLauncher.Write(home);
        stamp.Write(started);
    }
}
