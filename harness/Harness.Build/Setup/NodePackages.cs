using Harness.Build.Processes;

namespace Harness.Build.Setup;

/// <summary>The packages of a folder's package-lock.json.</summary>
internal sealed class NodePackages(string folder, CommandRunner commands) : IInstaller
{
    /// <summary>npm leaves its own record of what it installed: as new as the lock file, it is what that asks for.</summary>
    public static bool AreHere(string folder)
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    public string? Install()
    {
        var result = commands.Run(new Command(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], folder) { Limit = TimeSpan.FromMinutes(15) });
        return result.Succeeded ? null : $"npm ci: {result.Output}";
    }
}
