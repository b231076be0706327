namespace Harness.Build.Verbs;

/// <summary>
/// Removes what the build made. Results stay: they took minutes or hours. So does artifacts/tool, this program itself.
/// </summary>
internal static class CleanVerb
{
    public static int Run(Workshop workshop)
    {
        var home = workshop.Home;
        string[] folders = [home.BuildOutput, home.TestResults];
        string[] files = [home.EngineLauncher];
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        foreach (var file in files)
            File.Delete(file);
        workshop.Steps.Note("removed what was built");
        return 0;
    }
}
