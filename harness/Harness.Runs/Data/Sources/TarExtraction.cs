using System.Formats.Tar;
using System.IO.Compression;

namespace Harness.Runs.Data;

/// <summary>Takes the files of a set out of a tar.gz.</summary>
internal static class TarExtraction
{
    /// <summary>
    /// Extracts into <paramref name="work"/>, checks every file, and only then moves them into <paramref name="target"/>.
    /// </summary>
    /// <exception cref="IOException">The archive is damaged, or lacks a file.</exception>
    /// <exception cref="Engine.UserErrorException">A file has not the catalogue's content.</exception>
    public static void Extract(string archive, DataSetEntry set, string target, string work, CancellationToken cancellation)
    {
        var extracted = ExtractAll(archive, set, work, cancellation);
        var missing = set.Files.Where(file => !extracted.Contains(file)).Select(file => file.Name).ToArray();
        if (missing.Length > 0)
            throw new IOException($"{Path.GetFileName(archive)} lacks {string.Join(", ", missing)}");
        foreach (var file in set.Files)
            ContentCheck.Require(new LocatedFile(file, Path.Combine(work, file.Name)));
        foreach (var file in set.Files)
            File.Move(Path.Combine(work, file.Name), Path.Combine(target, file.Name), overwrite: true);
    }

    private static HashSet<CatalogueFile> ExtractAll(string archive, DataSetEntry set, string work, CancellationToken cancellation)
    {
        var extracted = new HashSet<CatalogueFile>();
        try
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                // By its last name alone: a path inside an archive is never followed.
                var file = set.Files.FirstOrDefault(file => file.Name == entry.Name.Split('/')[^1]);
                if (file is null || entry.DataStream is null)
                    continue;
                if (entry.Length != file.Size)
                    throw new IOException($"{file.Name} in {Path.GetFileName(archive)} has {entry.Length} bytes, needed are {file.Size}");
                entry.ExtractToFile(Path.Combine(work, file.Name), overwrite: true);
                extracted.Add(file);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new IOException($"{Path.GetFileName(archive)} is damaged: {error.Message}", error);
        }

        return extracted;
    }
}

/// <summary>
/// A temporary folder beside the files that will be made in it, so that moving them into place is atomic; gone when disposed.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(string beside)
    {
        Path = System.IO.Path.Combine(beside, $".work-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A leftover takes room but does no harm, and must not hide why the work failed.
        }
    }
}
