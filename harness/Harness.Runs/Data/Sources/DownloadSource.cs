namespace Harness.Runs.Data;

/// <summary>
/// The publisher's own download: file by file, or one archive of all files. A file is checked before it gets its name in the cache.
/// </summary>
internal sealed class DownloadSource(DataEnvironment environment) : IDataSource
{
    private const string FilePlaceholder = "{file}";

    // A gzip of data that cannot be compressed is a little longer than they are.
    private const long Overhead = 1 << 20;

    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        var cache = CacheSource.FolderOf(environment, set);
        Directory.CreateDirectory(cache);
        if (source.Url!.Contains(FilePlaceholder, StringComparison.Ordinal))
            FetchFiles(set, source.Url, cache, cancellation);
        else
            FetchArchive(set, source, cache, cancellation);
        return FolderSearch.Find("download", cache, set, SourceKind.Download);
    }

    private void FetchFiles(DataSetEntry set, string template, string cache, CancellationToken cancellation)
    {
        foreach (var file in set.Files)
        {
            var url = new Uri(template.Replace(FilePlaceholder, file.Name, StringComparison.Ordinal));
            var target = Path.Combine(cache, Path.GetFileName(url.AbsolutePath));
            if (file.FileNames.Any(name => File.Exists(Path.Combine(cache, name))))
                continue;
            var part = Fetch(set, url, target, file.Size!.Value + Overhead, cancellation);
            RemoveIfWrong(part, () => ContentCheck.Require(new LocatedFile(file, part)));
            File.Move(part, target, overwrite: true);
        }
    }

    private void FetchArchive(DataSetEntry set, CatalogueSource source, string cache, CancellationToken cancellation)
    {
        var url = new Uri(source.Url!);
        var name = Path.GetFileName(url.AbsolutePath);
        var limit = source.Size ?? (set.Files.Sum(file => file.Size!.Value) + Overhead);
        var part = Fetch(set, url, Path.Combine(cache, name), limit, cancellation);
        using var work = new WorkFolder(cache);
        RemoveIfWrong(part, () => TarExtraction.Extract(part, set, cache, work.Path, cancellation));
        File.Delete(part);
    }

    private string Fetch(DataSetEntry set, Uri url, string target, long limit, CancellationToken cancellation)
    {
        var part = target + ".part";
        try
        {
            new HttpDownload(environment, set.Name).FetchAsync(url, part, limit, cancellation).GetAwaiter().GetResult();
            return part;
        }
        finally
        {
            // Nothing arrived, so there is nothing to go on from.
            if (new FileInfo(part) is { Exists: true, Length: 0 })
                File.Delete(part);
        }
    }

    private static void RemoveIfWrong(string part, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is IOException or Engine.UserErrorException)
        {
            File.Delete(part);
            throw new IOException($"{error.Message}; what arrived was refused and removed", error);
        }
    }
}
