using Engine;

namespace Harness.Runs.Storage;

/// <summary>The place that a verb is told to write to, and that may be another sweep's, or the one it reads from.</summary>
public static class OutputPlace
{
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
}
