using System.Text.Json;
using Engine;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>
/// The files of a folder that others may have put something into. Read are regular files alone: a pipe would never end, and a link may
/// lead anywhere.
/// </summary>
internal static class RegularFile
{
    /// <summary>The fault of a file that is not there.</summary>
    public const string Missing = "is missing";

    /// <summary>Files of a folder with this ending, in no order; hidden ones, of a system or in the making, are none of ours.</summary>
    /// <exception cref="UnreadableException">Whether there is such a folder may not be seen.</exception>
    public static IEnumerable<string> In(string folder, string ending)
    {
        if (Directory.Exists(folder) && !OwnFolders.IsLink(folder))
            return Directory.EnumerateFiles(folder, "*" + ending).Where(file => !Path.GetFileName(file).StartsWith('.'));
        return HiddenFault(folder) is { } fault ? throw new UnreadableException($"{folder} {fault}. Change the rights of the folder.") : [];
    }

    /// <summary>Said of what may be there and may not be looked for; null where it may.</summary>
    public static string? HiddenFault(string path)
    {
        try
        {
            File.GetAttributes(path);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return "cannot be read: its folder, or one above it, may not be searched";
        }
        catch (IOException)
        {
            // It is not there.
            return null;
        }
    }

    /// <summary>Why a file is not read, e.g. <c>is missing</c>; null for one that can be.</summary>
    public static string? Fault(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return "is a link, and links are not followed";
        if (!file.Exists)
            return HiddenFault(path) ?? Missing;
        // A pipe or a device has no length either.
        return file.Length == 0 ? "is empty, or no regular file" : null;
    }

    /// <summary>The same of a file in one of a sweep's folders, which may itself be a link.</summary>
    public static string? FaultInFolder(string path) =>
        OwnFolders.IsLink(Path.GetDirectoryName(path)!) ? "is in a folder that is a link, and links are not followed" : Fault(path);

    /// <summary>Of a file in one of a sweep's folders.</summary>
    /// <exception cref="UserErrorException">It is no regular file.</exception>
    /// <exception cref="UnreadableException">Whether it is there may not be seen.</exception>
    public static void RequireInFolder(string path)
    {
        if (FaultInFolder(path) is not ({ } fault and not Missing))
            return;
        RequireVisible(path);
        throw new UserErrorException($"{path} {fault}: put the file itself there, or remove it and run again with --resume.");
    }

    /// <exception cref="UnreadableException">Whether it is there may not be seen.</exception>
    public static void RequireVisible(string path)
    {
        if (HiddenFault(path) is { } fault)
            throw new UnreadableException($"{path} {fault}");
    }

    /// <summary>Whether two files have the same bytes, whatever their size.</summary>
    public static bool Same(string one, string other)
    {
        using FileStream first = File.OpenRead(one), second = File.OpenRead(other);
        if (first.Length != second.Length)
            return false;
        byte[] here = new byte[1 << 16], there = new byte[here.Length];
        while (first.ReadAtLeast(here, here.Length, throwOnEndOfStream: false) is var read && read > 0)
            if (second.ReadAtLeast(there.AsSpan(0, read), read, throwOnEndOfStream: false) != read
                || !here.AsSpan(0, read).SequenceEqual(there.AsSpan(0, read)))
                return false;
        return true;
    }
}

/// <summary>A file may be there and whole, and this process may not read it: it is neither missing nor damaged.</summary>
public sealed class UnreadableException : UserErrorException
{
    public UnreadableException(string message) : base(message) { }

    public UnreadableException(string message, Exception cause) : base(message, cause) { }

    public UnreadableException() { }

    /// <summary>The file and why, for a list of such files.</summary>
    public string? Reason { get; private init; }

    /// <summary>For a file that could not be opened; one that has gone in between is no such file.</summary>
    internal static UserErrorException Of(string file, Exception cause)
    {
        var reason = FileFault.Of(cause);
        var message = $"{file} cannot be read: {reason}";
        return cause is FileNotFoundException or DirectoryNotFoundException
            ? new UserErrorException(message, cause)
            : new UnreadableException(message, cause) { Reason = $"{file}: {reason}" };
    }
}

/// <summary>The folders in that of a sweep, one for each table and others. None is followed elsewhere: neither read nor written.</summary>
internal static class OwnFolders
{
    /// <summary>Those that are no links, and as for other readers begin with neither '.' nor '_'; in no order.</summary>
    public static string[] Of(string sweep) => Directory.Exists(sweep)
        ? [.. Directory.EnumerateDirectories(sweep).Where(folder => Path.GetFileName(folder)[0] is not ('.' or '_') && !IsLink(folder))]
        : [];

    public static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    /// <summary>Removes those in which nothing is.</summary>
    public static void RemoveEmpty(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Where(Directory.Exists))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // Something is in it, or it may not be removed.
            }
        }
    }

    /// <summary>To be called before anything is written.</summary>
    /// <exception cref="UsageException">One of those that are written to is a link.</exception>
    public static void RequireNoLinks(string sweep)
    {
        if (Link(sweep) is { } link)
            throw new UsageException($"{link} Or choose another --out.");
    }

    /// <summary>The first of those that are read and written that is a link, and what to do; null without one.</summary>
    public static string? Link(string sweep) =>
        TableReference.Names.Union(ResultFolder.BesideTables).Append(ResultFolder.Submitted).Select(name => Path.Combine(sweep, name))
            .FirstOrDefault(IsLink) is { } link
            ? $"{link} is a link, and links in a sweep's folder are not followed: put the folder itself there, or link all of {sweep}."
            : null;
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
    /// <exception cref="UnreadableException">Whether one is there may not be seen.</exception>
    /// <param name="needed">Files that it must have, whatever its row says; relative to the folder.</param>
    public static string? Fault(string folder, IEnumerable<string> needed, StoredTable row)
    {
        var sizes = Read(row);
        foreach (var file in needed.Select(file => file.Replace(Path.DirectorySeparatorChar, '/')).Union(sizes.Keys))
        {
            var path = Path.Combine(folder, file);
            if (RegularFile.FaultInFolder(path) is { } fault)
            {
                RegularFile.RequireVisible(path);
                return $"{path} {fault}";
            }
            // It may go in between.
            var found = new FileInfo(path);
            if (sizes.TryGetValue(file, out var size) && !(found.Exists && found.Length == size))
                return found.Exists
                    ? $"{path} has {found.Length} bytes, written were {size}: it is damaged"
                    : $"{path} {RegularFile.Missing}";
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
