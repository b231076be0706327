using Engine;

namespace Harness.Runs.Storage;

/// <summary>
/// The engine knows by their beginning which files it wrote itself: where a file of another kind is, it writes none of its own.
/// </summary>
/// <param name="Kind">E.g. <c>report of the engine</c>.</param>
/// <param name="Begins">
/// Whether the first <see cref="Length"/> bytes of a file, or all of a shorter one, are those of the kind: from the very first byte on, for
/// a mark further down may be quoted by anybody.
/// </param>
public sealed record FileMark(string Kind, Func<byte[], bool> Begins)
{
    public const int Length = 4096;

    /// <summary>Checks that nothing is at a place but an empty file or one of this kind.</summary>
    /// <param name="option">The option that named it, e.g. <c>--out</c>; null for a place that nobody named.</param>
    /// <exception cref="UsageException">Something else is there; it is left alone.</exception>
    public void RequireReplaceable(string? option, string path)
    {
        var (place, next) = option is null
            ? (path, "move it, or make the report elsewhere with engine report DIR --out FILE.")
            : ($"{option} {path}", "name another file, or remove it");
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
            throw new UsageException($"{place} is a folder: {(option is null ? next : "name a file")}");
        if (new FileInfo(path).LinkTarget is not null || SpecialFile.Is(path))
            throw new UsageException(
                $"{place} is no regular file, and the {Kind} would take its place: {(option is null ? next : "name another file")}");
        if (File.Exists(path) && Start(place, path) is { Length: > 0 } start && !Begins(start))
            throw new UsageException($"{place} is a file that is no {Kind}, and that would be replaced: {next}");
    }

    private static byte[] Start(string place, string path)
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
                $"{place} cannot be read, so that nobody knows what would be replaced: {FileFault.Of(cause)}. Name another file", cause);
        }
    }
}
