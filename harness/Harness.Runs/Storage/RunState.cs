using Engine;

namespace Harness.Runs.Storage;

/// <summary>A run's status and, for one that failed or whose file is damaged, why.</summary>
public sealed record RunState(RunStatus Status, string? Reason = null)
{
    public static RunState Missing { get; } = new(RunStatus.Missing);

    public static RunState Done { get; } = new(RunStatus.Done);

    /// <summary>Whether a file of it may not be read: nobody knows whether it is done, and it is not to be done again.</summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>How far a planned run is.</summary>
public enum RunStatus
{
    /// <summary>Not begun, or begun and not finished.</summary>
    Missing,

    /// <summary>A process that lives, or may live, does it now.</summary>
    Running,
    Done,
    Failed,
}

/// <summary>Finds how a run stands from its files. Its row is read once.</summary>
internal static class RunCheck
{
    /// <param name="readsAll">Whether every file is read and held against its checksum, not its size alone.</param>
    public static RunState StateOf(ResultFolder folder, string run, bool readsAll)
    {
        if (!folder.HasEnded(run) && RegularFile.HiddenFault(folder.RowPath(run)) is null)
            return RunState.Missing;
        return StateOf(folder, () => readsAll ? StoredRun.ReadWhole(folder, run) : StoredRun.Read(folder, run), readsAll);
    }

    /// <param name="read">Reads the run's row, or gives it where it has been read already.</param>
    /// <param name="readsAll">Whether every file is read and held against its checksum, not its size alone.</param>
    public static RunState StateOf(ResultFolder folder, Func<StoredRun> read, bool readsAll)
    {
        try
        {
            var row = read();
            if (row.Error is { } error)
                return new RunState(RunStatus.Failed, error);
            if ((DataBinding.Fault(folder.Data, row) ?? FileSizes.Fault(folder.Path, ResultFolder.FilesOf(row), row.Row)) is { } fault)
                return new RunState(RunStatus.Missing, fault);
            if (readsAll)
                RequireWhole(folder, row);
            return RunState.Done;
        }
        catch (UserErrorException cause)
        {
            return new RunState(RunStatus.Missing, cause.Message) { IsUnreadable = cause is UnreadableException };
        }
    }

    /// <exception cref="UserErrorException">A file beside the row is damaged or cannot be read.</exception>
    private static void RequireWhole(ResultFolder folder, StoredRun run)
    {
        foreach (var table in folder.TablesOfRun(run.RunId))
            folder.ReadTable(table, run.RunId);
        foreach (var model in folder.ModelsOf(run.RunId))
            ModelFile.Verify(model, run.Row);
    }
}
