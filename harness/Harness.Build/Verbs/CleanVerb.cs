namespace Harness.Build.Verbs;

/// <summary>
/// Removes what the build made. Results stay: they took minutes or hours. So does artifacts/tool, this program itself.
/// </summary>
internal static class CleanVerb
{
    public static int Run(Workshop workshop)
    {
        var home = workshop.Home;
        string[] folders = [home.BuildOutput, home.TestResults, home.ProviderProbe];
        string[] files = [home.EngineLauncher, home.ProvidersFile];
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        foreach (var file in files)
            File.Delete(file);
        workshop.Steps.Note("removed what was built, and the answer about the card packages");
        return 0;
    }
}
