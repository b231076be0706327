using System.IO.Enumeration;
using Engine;
using Harness.Runs.Storage;
using Harness.Specs.Keys;

namespace Harness.Runs.Series;

/// <summary>The files that the words of a command line name: a file itself, or those that a pattern with * and ? fits, which a shell did
/// not replace.</summary>
public static class CheckpointFiles
{
    private static readonly char[] Signs = ['*', '?'];

    /// <summary>The files, word by word; those of a pattern in the order of their characters, as a shell has them.</summary>
    /// <exception cref="UsageException">A word names nothing, or a folder, or two name one file.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        string[] files = [.. words.SelectMany(word => IsPattern(word) ? Fitting(word) : [Named(word)])];
        if (files.GroupBy(RealPath.Of, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UsageException($"{string.Join(" and ", twice)} are one file: name each network once");
        return files;
    }

    /// <summary>Whether a word with = names files, and is no setting.</summary>
    public static bool AreNamedBy(string word) => File.Exists(word) || (IsPattern(word) && Matches(word).Count > 0);

    private static bool IsPattern(string word) => word.IndexOfAny(Signs) >= 0 && !File.Exists(word);

    private static IReadOnlyList<string> Fitting(string pattern) => Matches(pattern) is { Count: > 0 } files
        ? files
        : throw new UsageException($"{pattern}: no file fits this pattern; * stands for any characters of a name, ? for one");

    private static string Named(string word)
    {
        if (Directory.Exists(word))
            throw new UsageException(
                $"{word} is a folder: name the network's file, or several, e.g. '{Path.Combine(word, "*.safetensors")}'");
        var setting = SpecKeys.All.Any(key => key.Path == word) ? $"; as a setting it needs a value, {word}=…" : "";
        return File.Exists(word) ? word : throw new UsageException($"--model {word}: there is no such file{setting}");
    }

    private static IReadOnlyList<string> Matches(string pattern)
    {
        var parts = pattern.Split('/', Path.DirectorySeparatorChar);
        var root = Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : "";
        IEnumerable<string> found = [root];
        foreach (var part in root.Length > 0 ? parts[1..] : parts)
            found = found.SelectMany(folder => Below(folder, part)).ToArray();
        return [.. found.Where(File.Exists)];
    }

    /// <summary>Names that begin with a point are left out, as a shell does it.</summary>
    private static IEnumerable<string> Below(string folder, string part)
    {
        if (part.IndexOfAny(Signs) < 0)
            return [Path.Combine(folder, part)];
        var place = folder.Length == 0 ? "." : folder;
        return !Directory.Exists(place)
            ? []
            : Directory.EnumerateFileSystemEntries(place).Select(entry => Path.GetFileName(entry))
                .Where(name => name[0] != '.' && FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false))
                .Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name));
    }
}
