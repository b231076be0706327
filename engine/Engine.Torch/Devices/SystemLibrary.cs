using System.Text;
using System.Text.RegularExpressions;

namespace Engine.Torch.Devices;

/// <summary>Reads the loader's complaint that a library of the system is too old for one that was to be loaded.</summary>
internal static partial class SystemLibrary
{
    /// <summary>
    /// Names the library, the version that is needed and the newest one that it has, e.g. GLIBCXX_3.4.32 and GLIBCXX_3.4.30;
    /// null where the loader complains of something else.
    /// </summary>
    /// <param name="complaint">E.g. <c>/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by …)</c>.</param>
    public static string? TooOld(string complaint)
    {
        if (MissingVersion().Match(complaint) is not { Success: true } match)
            return null;
        var (path, needed) = (match.Groups["path"].Value, match.Groups["family"].Value + match.Groups["number"].Value);
        var found = Newest(path, match.Groups["family"].Value) is { } newest ? $"has {newest} at most" : "lacks it";
        return $"it needs {needed}, and this system's {Path.GetFileName(path)} {found} (Debian 13 and Ubuntu 24.04 have it).";
    }

    /// <summary>The newest version of a family, e.g. <c>GLIBCXX_</c>, among the names that stand in the library;
    /// null where it cannot be read.</summary>
    private static string? Newest(string path, string family)
    {
        if (!File.Exists(path))
            return null;
        var names = Regex.Matches(Encoding.Latin1.GetString(File.ReadAllBytes(path)), Regex.Escape(family) + @"(?<number>\d+(\.\d+)+)\0");
        return names.Select(name => Version.Parse(name.Groups["number"].Value)).Max() is { } number ? family + number : null;
    }

    [GeneratedRegex(@"(?<path>[^\s:]+): version [`'](?<family>[A-Z]+_)(?<number>[\d.]+)' not found")]
    private static partial Regex MissingVersion();
}
