using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>Does the one run of a folder that is no sweep, or finds that it was done before. What fails leaves the folder as it was.
/// </summary>
internal sealed class OneRun(ResultFolder folder, ISweepProgress progress)
{
    /// <param name="manifest">Of one run.</param>
    /// <param name="resume">Whether the folder may hold the same run, begun before.</param>
    /// <param name="preflight">Throws what must be known before anything is written.</param>
    /// <param name="complete">Does the run and writes its files.</param>
    public SweepResult Execute(
        Manifest manifest, bool resume, Action preflight, Func<RunRow> complete, CancellationToken cancellation)
    {
        var run = manifest.Runs[0];
        var isNew = !Directory.Exists(folder.Path);
        var began = new FolderStart(folder, resume, shard: null)
            .Take(manifest, () =>
            {
                preflight();
                return manifest;
            });
        if (folder.StateOf(run).Status == RunStatus.Done)
            return new SweepResult([], [run], false);
        try
        {
            progress.Started(run, 0);
            folder.Clear(run);
            var row = complete();
            progress.Finished(run, null);
            return new SweepResult([row], [], false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new SweepResult([], [], true);
        }
        catch
        {
            // Whatever it was: what is mended then finds the folder as it was.
            TakeBack(run, began, isNew);
            throw;
        }
    }

    private void TakeBack(string run, bool began, bool isNew)
    {
        try
        {
            folder.Clear(run);
            if (began)
                Withdraw(isNew);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or StorageException)
        {
            // The error that led here says more than that its remains could not be removed.
        }
    }

    /// <summary>Takes back a folder's beginning, so that what is corrected may have the folder.</summary>
    private void Withdraw(bool isNew)
    {
        WholeFile.Remove(folder.ManifestPath);
        foreach (var table in Directory.GetDirectories(folder.Path).Where(table => Path.GetFileName(table) != ResultFolder.Submitted))
            DeleteIfEmpty(table);
        if (isNew)
            DeleteIfEmpty(folder.Path);
    }

    private static void DeleteIfEmpty(string path)
    {
        if (!Directory.EnumerateFileSystemEntries(path).Any())
            Directory.Delete(path);
    }
}
