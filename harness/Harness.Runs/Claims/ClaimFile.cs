using Harness.Runs.Storage;

namespace Harness.Runs.Claims;

/// <summary>One claim file, <c>STACK.N.claim</c>: whoever takes a stack over makes the file of the next number, which only one can. Files are made and replaced by renaming, which every file
/// system does at once or not at all; nothing is locked.</summary>
internal sealed class ClaimFile(string path)
{
    private const string Ending = ".claim";

    /// <summary>The stack that is claimed.</summary>
    public string Stack { get; } = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(path));

    /// <summary>0 for a name that is no claim's.</summary>
    public int Number { get; } = int.TryParse(Path.GetExtension(Path.GetFileNameWithoutExtension(path)).AsSpan().TrimStart('.'), out var number) ? number : 0;

    public static ClaimFile Of(string folder, string stack, int number) => new(Path.Combine(folder, $"{stack}.{number}{Ending}"));

    /// <summary>All claims of a folder, or those on one stack.</summary>
    public static IEnumerable<ClaimFile> In(string folder, string stack = "*") => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"{stack}.*{Ending}").Select(file => new ClaimFile(file)).Where(file => file.Number > 0 && !file.Stack.StartsWith(WholeFile.UnfinishedMark, StringComparison.Ordinal))
        : [];

    /// <returns>Its content; null where there is none.</returns>
    public byte[]? Read()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed("read", cause);
        }
    }

    /// <summary>Makes the file unless there is one.</summary>
    /// <exception cref="StorageException">The folder is full, read-only or gone.</exception>
    public bool TryCreate(byte[] content) => !File.Exists(path) && TryPut(content, overwrite: false);

    /// <summary>Puts new content in place of the old.</summary>
    public bool TryReplace(byte[] content) => TryPut(content, overwrite: true);

    public void Remove() => Discard(path);

    private bool TryPut(byte[] content, bool overwrite)
    {
        var unfinished = WholeFile.UnfinishedOf(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(unfinished, content);
            if (!overwrite)
                return HardLink.TryRename(unfinished, path);
            File.Move(unfinished, path, overwrite: true);
            return true;
        }
        // Another process has swept up what was being written, or the empty folder, or has released the claim that was in the way.
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed("written", cause);
        }
        finally
        {
            Discard(unfinished);
        }
    }

    private StorageException Failed(string what, Exception cause) =>
        new($"{path} cannot be {what}: {cause.Message} Free space, make the folder writable or choose another --out; finished runs are kept.", cause);

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // A claim that stays is taken over when its lease is over.
        }
    }
}
