using Harness.Build.Processes;

namespace Harness.Build.Setup;

/// <summary>The packages of a folder's package-lock.json.</summary>
internal sealed class NodePackages(string folder, CommandRunner commands) : IInstaller
{
    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>npm leaves its own record of what it installed: as new as the lock file, it is what that asks for.</summary>
    public static bool AreHere(string folder)
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    /// <summary>Whether Node.js and its package manager are on this machine.</summary>
    public static bool CanInstall(CommandRunner commands) =>
        new[] { "node", Npm }.All(program => commands.Run(new Command(program, ["--version"], Path.GetTempPath())).Succeeded);

    public string? Install()
    {
        var result = commands.Run(new Command(Npm, ["ci", "--no-audit", "--no-fund"], folder) { Limit = TimeSpan.FromMinutes(15) });
        return result.Succeeded ? null : $"npm ci: {result.Output}";
    }
}
