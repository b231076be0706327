using Engine;

namespace Harness.Runs.Storage;

/// <summary>Writes files that appear whole or not at all: beside their place, flushed, then renamed.</summary>
public static class WholeFile
{
    /// <summary>What a file that is being written is called; one that a crash left behind is removed with its folder's next use.</summary>
    public const string UnfinishedMark = ".unfinished-";

    /// <exception cref="UserErrorException">The folder is full, read-only or gone; what was written is removed.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var unfinished = Path.Combine(folder, $"{UnfinishedMark}{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written: {cause.Message} Free space or choose another --out; finished runs are kept.", cause);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than that its remains could not be removed.
        }
    }
}
