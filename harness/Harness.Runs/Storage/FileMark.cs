using System.Text;
using Engine;

namespace Harness.Runs.Storage;

/// <summary>
/// The engine knows by a mark which files it wrote itself: where a file is to be written whose name the user chose, it replaces no other.
/// </summary>
/// <param name="Text">Within the first <see cref="Length"/> bytes of each file of the kind, and of none else.</param>
/// <param name="Kind">E.g. <c>report of the engine</c>.</param>
public sealed record FileMark(string Text, string Kind)
{
    public const int Length = 4096;

    /// <summary>Checks that nothing is at a place but an empty file or one of this kind.</summary>
    /// <param name="option">The option that named it, e.g. <c>--out</c>.</param>
    /// <exception cref="UsageException">Something else is there; it is left alone.</exception>
    public void RequireReplaceable(string option, string path)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
            throw new UsageException($"{option} {path} is a folder: name a file");
        if (new FileInfo(path).LinkTarget is not null || SpecialFile.Is(path))
            throw new UsageException($"{option} {path} is no regular file, and the {Kind} would take its place: name another file");
        if (File.Exists(path) && Start(option, path) is { Length: > 0 } start && start.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Text)) < 0)
            throw new UsageException(
                $"{option} {path} is a file that is no {Kind}, and that would be replaced: name another file, or remove it");
    }

    private static byte[] Start(string option, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var start = new byte[Length];
            return start[..file.ReadAtLeast(start, Length, throwOnEndOfStream: false)];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"{option} {path} cannot be read, so that nobody knows what would be replaced: {cause.Message} Name another file", cause);
        }
    }
}
