using System.Text.RegularExpressions;
using Engine;
using Harness.Specs;

namespace Harness.Runs.Data;

/// <summary>Finds four IDX files of one set: MNIST's names, in the folder itself or in <c>raw</c> or <c>MNIST/raw</c> as torchvision
/// leaves them, or EMNIST's (<c>emnist-letters-train-images-idx3-ubyte</c>).</summary>
/// <param name="Folder">That holds the files.</param>
/// <param name="Files">Training images and labels, test images and labels; without <c>.gz</c>.</param>
/// <param name="IsPart">Whether the names say which of several sets it is, as EMNIST's do.</param>
internal sealed partial record IdxNames(string Folder, string[] Files, bool IsPart)
{
    /// <summary>Folders that programs make inside the one that they are given.</summary>
    private static readonly string[] Inner = ["raw", "gzip", "MNIST/raw", "FashionMNIST/raw", "KMNIST/raw", "EMNIST/raw", "EMNIST/gzip"];

    /// <param name="part">The set that is meant, of several; null where there is one.</param>
    /// <exception cref="UserErrorException">There are several sets, and none of them is named, or the one named is missing.</exception>
    public static IdxNames Find(string folder, string? part)
    {
        var found = Sets(folder);
        if (found.Length == 0)
            found = [.. Inner.Select(inner => Path.Combine(folder, inner)).SelectMany(Sets)];
        string[] parts = [.. found.Select(set => set.Part).Distinct().Order(StringComparer.Ordinal)];
        if (part is not null)
        {
            if (!parts.Contains(part))
                throw new UserErrorException($"dataset idx: {folder}: there is no set named {part}{NearestName.Suggestion(part, parts)}; "
                    + $"found: {(parts.Length == 0 ? "no file with a name of IDX's" : Shown(parts))}.");
            found = [.. found.Where(set => set.Part == part)];
        }
        if (found.Length > 1)
            throw new UserErrorException(parts.Length == found.Length
                ? $"dataset idx: {folder} holds several sets: {Shown(parts)}."
                    + $" Say which: {{idx: {folder}, name: {parts[^1]}}}."
                : $"dataset idx: {folder} holds several sets, in {string.Join(", ", found.Select(set => set.Folder))}. Name one of these "
                    + "folders.");
        // Without any set the plain names are what the message asks for.
        return found is [var only] ? new IdxNames(only.Folder, only.Files, only.Part.Length > 0) : new IdxNames(folder, Plain, false);
    }

    private static string Shown(string[] parts) => string.Join(", ", parts.Select(name => name.Length == 0 ? "MNIST's names" : name));

    private static string[] Plain { get; } =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    private static (string Folder, string Part, string[] Files)[] Sets(string folder)
    {
        var files = Names(folder).Select(name => Pattern().Match(name)).Where(match => match.Success).ToArray();
        return
        [
            .. files.GroupBy(match => match.Groups["set"].Value).Select(set => (folder, set.Key, FilesOf(folder, [.. set]))),
        ];
    }

    /// <summary>A file that is missing has MNIST's own name, with the set's before it.</summary>
    private static string[] FilesOf(string folder, Match[] set)
    {
        var test = set.FirstOrDefault(match => match.Groups["part"].Value != "train")?.Groups["part"].Value ?? "t10k";
        return
        [
            .. new[] { ("train", "images", 3), ("train", "labels", 1), (test, "images", 3), (test, "labels", 1) }.Select(file =>
                One(folder, [.. set.Where(match => (match.Groups["part"].Value, match.Groups["what"].Value) == (file.Item1, file.Item2))])
                    ?? $"{set[0].Groups["before"].Value}{file.Item1}-{file.Item2}-idx{file.Item3}-ubyte"),
        ];
    }

    /// <summary>A file may be there packed and unpacked, and with a dot before idx.</summary>
    private static string? One(string folder, Match[] matches)
    {
        string[] names =
        [
            .. matches.Select(match => match.Groups["name"].Value.Replace(".idx", "-idx", StringComparison.Ordinal)).Distinct(),
        ];
        return names.Length < 2
            ? names.FirstOrDefault()
            : throw new UserErrorException($"dataset idx: {folder} holds both {names[0]} and {names[1]}: one of them is needed. Remove the "
                + "other.");
    }

    /// <summary>Of a folder that is missing or may not be listed none.</summary>
    private static string[] Names(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(
        @"^(?<name>(?<before>emnist-(?<set>[a-z]+)-)?(?<part>train|t10k|test)-(?<what>images|labels)[-.]idx[1-8]-"
            + @"(ubyte|byte|short|int|float|double))(\.gz)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
