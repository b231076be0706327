using System.Collections.Concurrent;
using Engine.Training;
using Harness.Runs.Leases;

namespace Harness.Runs.Execution;

/// <summary>Notes every run's last epoch in its lease, where <c>engine status</c> finds it, and passes on all that it is told.</summary>
internal sealed class LeasedProgress(ISweepProgress inner, SweepQueue queue) : ISweepProgress
{
    private readonly ConcurrentDictionary<string, int> _epochs = new(StringComparer.Ordinal);

    public void DoneBefore(int runs) => inner.DoneBefore(runs);

    public void Started(string runId, int epochs)
    {
        _epochs[runId] = epochs;
        inner.Started(runId, epochs);
    }

    public void GoesOn(string runId, IReadOnlyList<EpochRecord> earlier) => inner.GoesOn(runId, earlier);

    public void Epoch(string runId, EpochRecord epoch)
    {
        queue.Note(runId, LeasedRun.Of(epoch, _epochs.GetValueOrDefault(runId)));
        inner.Epoch(runId, epoch);
    }

    public void Phase(string runId, string phase) => inner.Phase(runId, phase);

    public void Finished(string runId, string? failure) => inner.Finished(runId, failure);

    public void Warn(string message) => inner.Warn(message);
}
