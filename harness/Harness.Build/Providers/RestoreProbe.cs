using Harness.Build.Processes;

namespace Harness.Build.Providers;

/// <summary>
/// Restores each card package in a project of its own, into an empty packages folder and without the HTTP cache: what a
/// local cache happens to hold is no answer of the registry.
/// </summary>
/// <param name="source">A package source to ask instead of the configured ones; null for those.</param>
internal sealed class RestoreProbe(Home home, CommandRunner commands, string? source = null) : IPackageProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public IReadOnlyList<PackageAnswer> Ask(IReadOnlyList<CardPackage> packages)
    {
        try
        {
            return packages.AsParallel().AsOrdered().WithDegreeOfParallelism(packages.Count).Select(Ask).ToList();
        }
        catch (AggregateException failure) when (failure.InnerException is InterruptedException interrupted)
        {
            throw interrupted;
        }
        finally
        {
            if (Directory.Exists(home.ProviderProbe))
                Directory.Delete(home.ProviderProbe, recursive: true);
        }
    }

    private PackageAnswer Ask(CardPackage package)
    {
        var folder = Path.Combine(home.ProviderProbe, package.Switch);
        var project = ProbeProject.Write(folder, package);
        var restore = Dotnet.Command(home, "restore", project, "--packages", Path.Combine(folder, "packages"), "--no-http-cache", "--verbosity", "minimal");
        return RestoreOutput.Read(package, commands.Run(Source(restore with { Limit = Limit })));
    }

    private Command Source(Command restore) => source is null ? restore : restore with { Arguments = [.. restore.Arguments, "--source", source] };
}
