using System.Text;
using System.Text.RegularExpressions;

namespace Engine.Torch.Devices;

/// <summary>Reads what the system's loader says of a library that it could not load.</summary>
/// <remarks>On Linux .NET passes on the loader's line: a library's name or path, a colon, and the reason, in the user's language. On
/// Windows the reason names no library.</remarks>
internal static partial class LoaderComplaint
{
    /// <summary>How the names of the libraries begin that libtorch's packages bring along: CUDA's, cuDNN, and libtorch's own parts.
    /// </summary>
    private static readonly string[] Brought = ["libcu", "libnv", "libnccl", "libtorch", "libc10", "libgomp-", "libshm", "libmkl"];

    /// <summary>Names the library that is at fault and the next step.</summary>
    /// <param name="message">.NET's.</param>
    /// <param name="file">The path of the library that was to be loaded.</param>
    /// <param name="command">Brings the whole of libtorch.</param>
    public static string Read(string message, string file, string command)
    {
        if (TooOld(message) is { } old)
            return old;
        var anew = $"./build.sh --torch none and then {command} lay libtorch down anew, with all that it brings along.";
        if (Line().Matches(message).LastOrDefault() is not { } line)
            return $"it, or a library that it needs, was not found. {anew}";
        var (library, reason) = (line.Groups["library"].Value, line.Groups["reason"].Value.Trim());
        if (library == file)
            return $"{reason}. {anew}";
        if (Path.IsPathRooted(library))
            return $"it needs {library}, which does not load: {reason}. {anew}";
        var next = Brought.Any(name => library.StartsWith(name, StringComparison.Ordinal))
            ? anew
            : "Install the system's package that has it, or have LD_LIBRARY_PATH name the folder that it lies in.";
        return $"it needs {library}, which is neither in {Path.GetDirectoryName(file)} nor among the system's libraries ({reason}). {next}";
    }

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

    /// <summary>A line that begins with the name of a library.</summary>
    [GeneratedRegex(@"^(?<library>[^:\r\n]+\.so[^:\r\n]*): (?<reason>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<path>[^\s:]+): version [`'](?<family>[A-Z]+_)(?<number>[\d.]+)' not found")]
    private static partial Regex MissingVersion();
}
