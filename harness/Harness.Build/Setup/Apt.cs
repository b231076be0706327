using Harness.Build.Processes;

namespace Harness.Build.Setup;

/// <summary>The package manager of Debian and Ubuntu.</summary>
internal sealed class Apt(CommandRunner commands)
{
    private static readonly string[] Patiently = ["-o", "DPkg::Lock::Timeout=300"];
    private bool updated;

    /// <summary>Null when done, otherwise why it could not be.</summary>
    public string? Install(IReadOnlyList<string> packages)
    {
        var names = string.Join(' ', packages);
        if (!File.Exists("/usr/bin/apt-get"))
            return $"only Debian and Ubuntu are installed on by themselves; there it is the package {names}";
        if (!Environment.IsPrivilegedProcess)
            return $"that takes root: sudo apt-get install {names}";
        var error = TryInstall(packages);
        if (error is not null && Update())
            error = TryInstall(packages);
        return error;
    }

    // A fresh machine knows no package until its lists are fetched; one that has them is spared the wait.
    private bool Update()
    {
        if (updated)
            return false;
        updated = true;
        return Run("update").Succeeded;
    }

    private string? TryInstall(IReadOnlyList<string> packages)
    {
        var result = Run("install", ["-y", "--no-install-recommends", .. packages]);
        return result.Succeeded ? null : result.Output.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? result.Verdict;
    }

    private CommandResult Run(string verb, params string[] arguments) => commands.Run(new Command("apt-get", [.. Patiently, verb, .. arguments], "/")
    {
        Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C.UTF-8" },
        Limit = TimeSpan.FromMinutes(20),
    });
}
