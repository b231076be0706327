using System.Text.Json;
using Engine;

namespace Harness.Runs.Storage;

/// <summary>
/// The files of a folder that others may have put something into. Read are regular files alone: a pipe would never end, and a link may
/// lead anywhere.
/// </summary>
internal static class RegularFile
{
    /// <summary>Files of a folder with this ending, in no order; hidden ones, of a system or in the making, are none of ours.</summary>
    public static IEnumerable<string> In(string folder, string ending) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + ending).Where(file => !Path.GetFileName(file).StartsWith('.'))
        : [];

    /// <summary>Why a file is not read, e.g. <c>is missing</c>; null for one that can be.</summary>
    public static string? Fault(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return "is a link, and links are not followed";
        if (!file.Exists)
            return "is missing";
        // A pipe or a device has no length either.
        return file.Length == 0 ? "is empty, or no regular file" : null;
    }

    /// <exception cref="UserErrorException">It is no regular file.</exception>
    public static void Require(string path)
    {
        if (Fault(path) is { } fault and not "is missing")
            throw new UserErrorException($"{path} {fault}: remove it and run again with --resume.");
    }
}

/// <summary>
/// The sizes of a run's files, kept in the metadata of its row, which is written last: a file that was cut short or emptied since is
/// noticed without being read.
/// </summary>
internal static class FileSizes
{
    public const string Key = "file_sizes";

    /// <param name="folder">The sweep's.</param>
    /// <param name="files">Relative to it.</param>
    /// <returns>JSON: sizes in bytes by path, with '/' on every system.</returns>
    public static string Of(string folder, IEnumerable<string> files) => JsonSerializer.Serialize(files.ToDictionary(
        file => file.Replace(Path.DirectorySeparatorChar, '/'), file => new FileInfo(Path.Combine(folder, file)).Length));

    /// <summary>The first fault of the files of a run; null where all are whole as far as sizes tell.</summary>
    /// <param name="needed">Files that it must have, whatever its row says; relative to the folder.</param>
    public static string? Fault(string folder, IEnumerable<string> needed, StoredTable row)
    {
        var sizes = Read(row);
        foreach (var file in needed.Select(file => file.Replace(Path.DirectorySeparatorChar, '/')).Union(sizes.Keys))
        {
            var path = Path.Combine(folder, file);
            if (RegularFile.Fault(path) is { } fault)
                return $"{path} {fault}";
            if (sizes.TryGetValue(file, out var size) && new FileInfo(path).Length is var found && found != size)
                return $"{path} has {found} bytes, written were {size}: it is damaged";
        }
        return null;
    }

    /// <summary>Rows of earlier versions have none.</summary>
    private static Dictionary<string, long> Read(StoredTable row)
    {
        if (!row.Metadata.TryGetValue(Key, out var json))
            return [];
        try
        {
            var sizes = JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? [];
            return sizes.Keys.All(file => file.Split('/') is [var table, var name] && PlainName.Is(table) && PlainName.Is(name))
                ? sizes
                : throw row.Damaged($"its metadata {Key} names files outside the folder");
        }
        catch (JsonException cause)
        {
            throw row.Damaged($"its metadata {Key} is not what was written", cause);
        }
    }
}

/// <summary>A name of which a path may be made: it leads nowhere but into the folder that it is put after.</summary>
internal static class PlainName
{
    private const int MaximumLength = 200;

    /// <summary>Whether it has letters a-z, digits, '-', '_', '.' and '=' alone, and does not begin with '.'.</summary>
    public static bool Is(string? name) => name is { Length: > 0 and <= MaximumLength } && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '=');
}
