using System.Collections.Concurrent;
using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>The tables of a sweep's folder. A file that is damaged or newer than this engine becomes a notice; the rest is read.</summary>
internal sealed class SweepSource(ResultFolder folder, CancellationToken cancellation = default)
{
    private const string SchemaKey = "schema_version";

    private readonly ConcurrentDictionary<string, StoredRun> _rows = new(StringComparer.Ordinal);

    public NoticeList Notices { get; } = new();

    public ResultFolder Folder => folder;

    /// <summary>Names of a table's files, without their ending, in order; none where there is no such table.</summary>
    public IReadOnlyList<string> FilesOf(string table) => folder.FilesOf(table);

    /// <summary>Files over the seeds that a finished sweep lacks, relative to its folder.</summary>
    /// <remarks>After the runs' rows have been read.</remarks>
    public IReadOnlyList<string> MissingOverSeeds(IReadOnlyList<string> planned) =>
        FilesOverSeeds.Missing(folder, planned, cancellation, run => _rows.GetValueOrDefault(run));

    /// <summary>Reads a file; null where it is missing, or, with a notice, where it is damaged.</summary>
    /// <param name="columns">The columns that are read, as far as there are such; null for all.</param>
    public SweepTable? Read(string table, string file, IReadOnlySet<string>? columns = null) =>
        Read(table, file, columns, stored => new SweepTable(stored));

    /// <summary>
    /// Reads every run's file of a table, several at a time. The results are in the order of the runs; a missing or damaged file gives
    /// none.
    /// </summary>
    /// <param name="read">Takes the table and the run's place among the runs.</param>
    /// <param name="columns">As in <see cref="Read(string, string, IReadOnlySet{string})"/>.</param>
    public T[] OfRuns<T>(
        IReadOnlyList<string> runs, string table, Func<SweepTable, int, IReadOnlyList<T>> read, IReadOnlySet<string>? columns = null)
    {
        var found = new IReadOnlyList<T>[runs.Count];
        SideBySide(0, runs.Count, run => found[run] = OfFile(table, runs[run], file => read(file, run), columns));
        return [.. found.SelectMany(items => items)];
    }

    /// <summary>Does something for every number from one to before another, several at a time.</summary>
    public void SideBySide(int from, int end, Action<int> act) =>
        Parallel.For(from, end, new ParallelOptions { CancellationToken = cancellation }, act);

    /// <summary>How a run stands whose row has been read; that it is not done since a file of it is not whole becomes a notice.</summary>
    public RunState StateOf(string run, SweepTable row)
    {
        var state = folder.StateOf(() => _rows.GetOrAdd(run, id => StoredRun.Of(id, row.Stored)));
        if (state.Status == RunStatus.Missing)
            Notices.Add(
                RunsTable.Definition.Schema.Name,
                (state.IsUnreadable
                    ? "has runs that are not counted as done, because of the rights of a file: change them. "
                    : "has runs of which a file is not whole: they are not done, and --resume does them again. ")
                    + "What there is of them is shown:", $"{run}: {state.Reason}");
        return state;
    }

    /// <summary>Reads one file; a missing or damaged file gives no results.</summary>
    public IReadOnlyList<T> OfFile<T>(
        string table, string file, Func<SweepTable, IReadOnlyList<T>> read, IReadOnlySet<string>? columns = null) =>
        Read(table, file, columns) is { } found ? Try(table, file, () => read(found)) ?? [] : [];

    /// <summary>A run's curves; null as in <see cref="Read(string, string, IReadOnlySet{string})"/>.</summary>
    public StoredCurves? Curves(string table, string file) => Read(table, file, null, StoredCurves.Of);

    /// <summary>Runs code that reads a table. Content that is wrong becomes a notice.</summary>
    /// <returns>Null where it is wrong.</returns>
    public T? Try<T>(string table, string file, Func<T> read)
        where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is UserErrorException or ArgumentException or InvalidOperationException)
        {
            Notices.Add(
                table, "has files that cannot be read; they are left out:",
                (cause as UnreadableException)?.Reason ?? $"{file}: {cause.Message}");
            return null;
        }
    }

    private T? Read<T>(string table, string file, IReadOnlySet<string>? columns, Func<StoredTable, T> read)
        where T : class =>
        folder.HasFile(table, file) ? Try(table, file, () => read(Known(table, folder.Read(table, file, columns)))) : null;

    /// <summary>A newer engine only adds columns: what this one knows is shown.</summary>
    private StoredTable Known(string table, StoredTable stored)
    {
        if (stored.Metadata.TryGetValue(SchemaKey, out var text) && int.TryParse(text, out var version) && version > TableSchema.Version)
            Notices.Add(
                table, $"was written by a newer engine (schema version {version}, this one knows {TableSchema.Version}): columns that "
                    + "this engine does not know are not shown.");
        return stored;
    }
}

/// <summary>A table of one file, by column. A column that an older or newer engine did not write is one without values.</summary>
internal sealed class SweepTable(StoredTable table)
{
    /// <summary>As it is in the file.</summary>
    public StoredTable Stored => table;

    public int Rows => table.Rows;

    /// <summary>The rows of the network at the end of training, without those of earlier epochs.</summary>
    public SweepTable AtTheEnd() => new(table.AtTheEnd());

    /// <summary>The rows of the network at epochs of its training.</summary>
    public SweepTable DuringTraining() => new(table.DuringTraining());

    /// <summary>Null where the value does not exist.</summary>
    public string?[] Texts(string column) => table.Find(column) is { Values: string[] } ? table.Texts(column) : new string?[Rows];

    /// <summary>Numbers of any width; booleans are 0 and 1; NaN where the value does not exist.</summary>
    public double[] Numbers(string column)
    {
        var numbers = new double[Rows];
        if (table.Find(column) is not { } found)
        {
            Array.Fill(numbers, double.NaN);
            return numbers;
        }
        for (var row = 0; row < Rows; row++)
            numbers[row] = found.IsPresent(row) ? Number(found.Values, row) : double.NaN;
        return numbers;
    }

    /// <exception cref="UserErrorException">There is no such column of int32.</exception>
    public int[] Integers(string column) => table.Int32s(column);

    /// <summary>The exception for content that contradicts itself.</summary>
    public UserErrorException Damaged(string what) => table.Damaged(what);

    private static double Number(Array values, int row) => values switch
    {
        double[] doubles => doubles[row],
        float[] floats => floats[row],
        int[] integers => integers[row],
        long[] integers => integers[row],
        bool[] flags => flags[row] ? 1 : 0,
        _ => double.NaN,
    };
}
