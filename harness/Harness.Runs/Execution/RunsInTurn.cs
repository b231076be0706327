using System.Collections.Immutable;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>Does the runs of a folder that is no sweep one after the other, those that were done before left out. A run that fails leaves
/// the folder as it was before it.</summary>
internal sealed class RunsInTurn(ResultFolder folder, ISweepProgress progress)
{
    /// <param name="begin">Begins the folder, or joins it; says whether it is new, and nothing but its manifest is in it.</param>
    /// <param name="runs">Ids, and what does the run and writes its files; null for one that is done.</param>
    public SweepResult Execute(
        Func<bool> begin, IReadOnlyList<(string Id, Func<RunRow>? Complete)> runs, CancellationToken cancellation)
    {
        var isNew = !Directory.Exists(folder.Path);
        var began = begin();
        var before = runs.Where(run => run.Complete is null || folder.StateOf(run.Id).Status == RunStatus.Done).ToArray();
        if (before.Length > 0)
            progress.DoneBefore(before.Length);
        var rows = ImmutableArray.CreateBuilder<RunRow>();
        foreach (var (id, complete) in runs.Except(before))
        {
            if (cancellation.IsCancellationRequested)
                break;
            try
            {
                progress.Started(id, 0);
                folder.Clear(id);
                rows.Add(complete!());
                progress.Finished(id, null);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch
            {
                // Whatever it was: what is mended then finds the folder as it was.
                TakeBack(id, began && rows.Count == 0, isNew);
                if (rows.Count > 0)
                    progress.Warn(
                        $"{rows.Count} of {runs.Count - before.Length} runs are finished and stay; --resume goes on with the others");
                throw;
            }
        }
        return new SweepResult(
            rows.ToImmutable(), [.. before.Select(run => run.Id)], Cancelled: rows.Count + before.Length < runs.Count);
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
