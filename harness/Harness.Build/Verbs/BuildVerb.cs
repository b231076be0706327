using Harness.Build.Charts;
using Harness.Build.Processes;

namespace Harness.Build.Verbs;

internal static class BuildVerb
{
    public static int Run(Workshop workshop)
    {
        ChartsStep.Run(workshop);
        Build(workshop);
        return 0;
    }

    /// <summary>Builds unless no file of the tree changed since the last build.</summary>
    public static void RunIfNeeded(Workshop workshop)
    {
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
        workshop.Steps.Run("restore", Dotnet.Command(home, "restore", home.Solution, "--verbosity", "minimal"));
        workshop.Steps.Run("build", Dotnet.Command(home, "build", home.Solution, "--configuration", "Release", "--no-restore", "--nologo", "--verbosity", "minimal"));
        EngineLauncher.Write(home);
        stamp.Write(started);
    }
}
