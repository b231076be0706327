using Engine;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>The place that a verb is told to write to, and that may be another sweep's, or the one it reads from.</summary>
public static class OutputPlace
{
    /// <exception cref="UsageException">Something is there that is no folder.</exception>
    public static void RequireFolder(string output)
    {
        if (!Directory.Exists(output) && (File.Exists(output) || new FileInfo(output).LinkTarget is not null))
            throw new UsageException($"--out {output} is a file, or a link to nothing; choose a new folder");
    }

    /// <exception cref="UsageException">
    /// The output is a folder that is read from, lies in one or has one in it, or a folder is named twice.
    /// </exception>
    public static void RequireApart(string output, IReadOnlyList<string> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var source in sources)
        {
            if (RealPath.AreSame(output, source))
                throw new UsageException($"--out {output} is the folder {source}, which is read from; choose another one");
            if (RealPath.IsBelow(output, source))
                throw new UsageException($"--out {output} lies in {source}, which is read from; choose a folder outside of it");
            if (RealPath.IsBelow(source, output))
                throw new UsageException($"--out {output} has {source} in it, which is read from; choose a folder apart from it");
        }
        for (var i = 0; i < sources.Count; i++)
            if (sources.Take(i).FirstOrDefault(before => RealPath.AreSame(before, sources[i])) is { } before)
                throw new UsageException($"{before} and {sources[i]} are one folder; name it once");
    }

    /// <summary>Refuses the folders that a sweep has for tables, models and the like: readers would take what is in them for its own.
    /// </summary>
    /// <param name="option">The option that named it, e.g. <c>--out</c>.</param>
    /// <param name="path">A file or a folder; it need not be there.</param>
    /// <param name="sweep">A folder that is a sweep's even without a manifest.</param>
    /// <exception cref="UsageException">It is one of them, or lies in one.</exception>
    public static void RequireOutsideTables(string option, string path, ResultFolder? sweep = null)
    {
        var real = RealPath.Of(path);
        for (var (inner, folder) = (real, Path.GetDirectoryName(real)); folder is not null;
            (inner, folder) = (folder, Path.GetDirectoryName(folder)))
        {
            var name = Path.GetFileName(inner);
            if ((TableReference.Names.Contains(name) || ResultFolder.BesideTables.Contains(name)) && IsSweep(folder, sweep))
                throw new UsageException(
                    $"{option} {path} {(inner == real ? "is" : "lies in")} {name} of the sweep in {folder}, among files that readers take "
                        + "for the sweep's; choose another place");
        }
    }

    private static bool IsSweep(string folder, ResultFolder? known) =>
        (known is not null && RealPath.AreSame(folder, known.Path))
        || FolderOwner.Of(Path.Combine(folder, Manifest.FileName)).Runs is not null;
}
