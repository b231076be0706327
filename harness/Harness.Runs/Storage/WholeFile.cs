namespace Harness.Runs.Storage;

/// <summary>Writes files that appear whole or not at all: beside their place, flushed, then renamed.</summary>
public static class WholeFile
{
    /// <summary>Start of the name of a file that is being written; its own name and a random ending follow.</summary>
    public const string UnfinishedMark = ".unfinished-";

    /// <summary>Writes the file, over an older one if there is one.</summary>
    /// <exception cref="StorageException">The folder is full, read-only or gone; what was written is removed.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, overwrite: true);

    /// <summary>Writes the file unless it has these bytes already; then it is left alone, also where nothing may be written.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="StorageException">The folder is full, read-only or gone; what was written is removed.</exception>
    public static bool WriteIfOther(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var content = new MemoryStream();
        write(content);
        if (Has(path, content.GetBuffer().AsSpan(0, (int)content.Length)))
            return false;
        Write(path, content.WriteTo);
        return true;
    }

    /// <summary>Writes the file unless there is one, which another process may have written in the meantime.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="StorageException">The folder is full, read-only or gone; what was written is removed.</exception>
    public static bool WriteUnlessThere(string path, Action<Stream> write) => !File.Exists(path) && Write(path, write, overwrite: false);

    /// <summary>Removes what a process that was killed left of <paramref name="path"/>.</summary>
    /// <exception cref="StorageException">Something is there and cannot be removed.</exception>
    public static void RemoveUnfinished(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        if (!Directory.Exists(folder))
            return;
        foreach (var left in Directory.EnumerateFiles(folder, UnfinishedMark + "*").Where(left => IsUnfinished(left, name)).ToArray())
            Remove(left);
    }

    /// <summary>Whether <paramref name="path"/> is a file named <paramref name="name"/> in the making.</summary>
    public static bool IsUnfinished(string path, string name) =>
        Path.GetFileName(path).StartsWith($"{UnfinishedMark}{name}.", StringComparison.Ordinal);

    /// <summary>The name of the file that <paramref name="path"/> was to become; null for a file that is not in the making.</summary>
    public static string? NameOfUnfinished(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith(UnfinishedMark, StringComparison.Ordinal)
            ? Path.GetFileNameWithoutExtension(name[UnfinishedMark.Length..])
            : null;
    }

    /// <summary>Removes a file if it is there.</summary>
    /// <exception cref="StorageException">It cannot be removed.</exception>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Then the file is not there either.
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{path} cannot be removed: {cause.Message} Make the folder writable or choose another --out.", cause);
        }
    }

    private static bool Has(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            var file = new FileInfo(path);
            return file is { Exists: true, LinkTarget: null } && file.Length == content.Length
                && content.SequenceEqual(File.ReadAllBytes(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Writing says what is wrong with it.
            return false;
        }
    }

    private static bool Write(string path, Action<Stream> write, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        var unfinished = UnfinishedOf(full);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            WriteFlushed(unfinished, write);
            if (!overwrite)
                return HardLink.TryRename(unfinished, full);
            try
            {
                File.Move(unfinished, full, overwrite: true);
            }
            catch (FileNotFoundException)
            {
                // A process that took this one for dead removed what it had begun.
                WriteFlushed(unfinished, write);
                File.Move(unfinished, full, overwrite: true);
            }
            return true;
        }
        catch (Exception cause) when (StorageException.IsOf(cause))
        {
            throw StorageException.Of(path, cause, "; finished runs are kept");
        }
        finally
        {
            Discard(unfinished);
        }
    }

    /// <summary>Where a file is written before it is renamed; another place every time.</summary>
    internal static string UnfinishedOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{UnfinishedMark}{Path.GetFileName(path)}.{Guid.NewGuid():N}");

    private static void WriteFlushed(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void Discard(string path)
    {
        try
        {
            Remove(path);
        }
        catch (StorageException)
        {
            // The error that led here says more than that its remains could not be removed.
        }
    }
}
