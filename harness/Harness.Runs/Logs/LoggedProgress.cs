using Engine.Training;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Logs;

/// <summary>The formats in which a sweep's trainings can be watched by other programs.</summary>
public enum LogFormat
{
    /// <summary>One <c>RUN.csv</c> for each run, with the columns of the table <c>epochs</c>.</summary>
    Csv,

    /// <summary>One folder for each run, with an event file.</summary>
    TensorBoard,
}

/// <summary>Writes each run's epochs to a log as they end, and passes on all that it is told.</summary>
/// <remarks>A log is no result: it is begun anew with its run, and where it cannot be written, that is told once and the sweep goes on.
/// </remarks>
/// <param name="sweep">The sweep's folder, which has begun.</param>
public sealed class LoggedProgress(ISweepProgress inner, string sweep, LogFormat format) : ISweepProgress, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileStream> _files = new(StringComparer.Ordinal);
    private bool _failed;

    /// <summary>Where a run's log is.</summary>
    public string PathOf(string runId) => format == LogFormat.Csv
        ? Path.Combine(sweep, ResultFolder.Logs, runId + ".csv")
        : Path.Combine(sweep, ResultFolder.Logs, runId, "events.out.tfevents.0.engine");

    public void DoneBefore(int runs) => inner.DoneBefore(runs);

    public void Started(string runId, int epochs)
    {
        inner.Started(runId, epochs);
        if (epochs > 0)
            Attempt(() => Begin(runId));
    }

    public void GoesOn(string runId, IReadOnlyList<EpochRecord> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        inner.GoesOn(runId, earlier);
        foreach (var epoch in earlier)
            Attempt(() => Write(runId, epoch));
    }

    public void Epoch(string runId, EpochRecord epoch)
    {
        inner.Epoch(runId, epoch);
        Attempt(() => Write(runId, epoch));
    }

    private void Write(string runId, EpochRecord epoch)
    {
        var file = _files[runId];
        file.Write(format == LogFormat.Csv ? CsvLog.Line(new EpochRow(runId, epoch)) : EventLog.Epoch(epoch, DateTimeOffset.UtcNow));
        file.Flush();
    }

    public void Phase(string runId, string phase) => inner.Phase(runId, phase);

    public void Finished(string runId, string? failure)
    {
        Attempt(() =>
        {
            if (_files.Remove(runId, out var file))
                file.Dispose();
        });
        inner.Finished(runId, failure);
    }

    public void Warn(string message) => inner.Warn(message);

    public void Dispose() => Attempt(Close);

    private void Begin(string runId)
    {
        if (_files.Remove(runId, out var former))
            former.Dispose();
        var path = PathOf(runId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Others read while it is written.
        var file = _files[runId] = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        file.Write(format == LogFormat.Csv ? CsvLog.Header : EventLog.Header(DateTimeOffset.UtcNow));
        file.Flush();
    }

    private void Close()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        _files.Clear();
    }

    private void Attempt(Action step)
    {
        lock (_lock)
        {
            if (_failed)
                return;
            try
            {
                step();
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                _failed = true;
                inner.Warn($"{Path.Combine(sweep, ResultFolder.Logs)}: no more is logged: {cause.Message}");
            }
        }
    }
}
