namespace Harness.Runs.Storage;

/// <summary>Where a path leads: two names of one place, by links, by a '/' at the end or by "..", have one real path.</summary>
public static class RealPath
{
    /// <summary>As many links as Linux follows on the way to a file.</summary>
    private const int MostLinks = 40;

    /// <summary>The disks of macOS and Windows tell no A from a.</summary>
    private static readonly StringComparison Letters =
        OperatingSystem.IsMacOS() || OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>
    /// The absolute path with all links resolved, without a separator at its end. Parts that are not there stay as they are written.
    /// </summary>
    public static string Of(string path)
    {
        var links = 0;
        return Resolved(Absolute(path), ref links);
    }

    /// <summary>The absolute path without a separator at its end; links stay.</summary>
    public static string Absolute(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    public static bool AreSame(string one, string other) => string.Equals(Of(one), Of(other), Letters);

    /// <summary>Whether <paramref name="path"/> lies below <paramref name="folder"/>, at any depth.</summary>
    public static bool IsBelow(string path, string folder)
    {
        var outer = Of(folder);
        return Of(path).StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, Letters)
            && !AreSame(path, folder);
    }

    private static string Resolved(string full, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;
        var above = Resolved(parent, ref links);
        var here = Path.Combine(above, Path.GetFileName(full));
        return new FileInfo(here).LinkTarget is { } target && links++ < MostLinks
            ? Resolved(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, above)), ref links)
            : here;
    }
}
