using Engine;
using Harness.Runs.Storage;

namespace Harness.Runs.Gathering;

/// <summary>The finished runs of several folders, of whatever sweeps, copied into one that lasts as long as this object.</summary>
public sealed class FolderUnion : IDisposable
{
    private readonly string _path;

    private FolderUnion(string path, IReadOnlyList<string> repeated)
    {
        (_path, Repeated) = (path, repeated);
        Folder = new ResultFolder(path);
    }

    public ResultFolder Folder { get; }

    /// <summary>Ids of runs that several folders have, each taken from the first.</summary>
    public IReadOnlyList<string> Repeated { get; }

    /// <exception cref="UsageException">A run that two folders have is of other data in the second, or differs in another way.</exception>
    /// <exception cref="UserErrorException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing stays.</exception>
    public static FolderUnion Of(IReadOnlyList<ResultFolder> folders, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var path = Directory.CreateTempSubdirectory("engine-").FullName;
        try
        {
            return new FolderUnion(path, Gather(folders, path, cancellation));
        }
        catch
        {
            Directory.Delete(path, recursive: true);
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static List<string> Gather(IReadOnlyList<ResultFolder> folders, string path, CancellationToken cancellation)
    {
        var (taken, repeated) = (new Dictionary<string, ResultFolder>(StringComparer.Ordinal), new List<string>());
        foreach (var folder in folders)
        {
            var runs = folder.Ended();
            foreach (var run in runs.Order(StringComparer.Ordinal))
            {
                cancellation.ThrowIfCancellationRequested();
                if (taken.TryAdd(run, folder))
                {
                    foreach (var file in folder.FilesOfRun(run))
                        Copy(folder.Path, file, path);
                    continue;
                }
                RequireSame(run, taken[run], folder);
                repeated.Add(run);
            }
            foreach (var file in folder.FilesBeside(runs).Where(file => !File.Exists(Path.Combine(path, file))))
                Copy(folder.Path, file, path);
        }
        return repeated;
    }

    private static void RequireSame(string run, ResultFolder first, ResultFolder second)
    {
        var (one, other) = (StoredRun.Read(first, run), StoredRun.Read(second, run));
        if (one.DatasetSha256 != other.DatasetSha256)
            throw new UsageException(
                $"the run {run} is in {first.Path} and in {second.Path}, on other data: {one.DatasetSha256} → {other.DatasetSha256}. "
                    + "Runs of one id are told apart by nothing in a report: leave one of the folders out.");
        if ((one.Error is null) != (other.Error is null) || one.TestAccuracy.CompareTo(other.TestAccuracy) != 0)
            throw new UsageException(
                $"the run {run} is in {first.Path} and in {second.Path}, and they differ (test accuracy {one.TestAccuracy} → "
                    + $"{other.TestAccuracy}): two machines, or two versions of the engine. Leave one of the folders out.");
    }

    private static void Copy(string from, string file, string to)
    {
        var (source, target) = (Path.Combine(from, file), Path.Combine(to, file));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{source} cannot be copied to {target}: {cause.Message}", cause);
        }
    }
}
