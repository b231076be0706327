using Engine.Training;
using Harness.Runs.Execution;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>
/// Calls the test at each thing that a sweep does, by name: <c>started</c>, <c>epoch 1</c>, <c>measuring</c>, <c>ablating network</c>, …; a
/// warning by its text.
/// </summary>
internal sealed class Observer(Action<string>? at = null) : ISweepProgress
{
    public void Started(string runId, int epochs) => at?.Invoke("started");

    public void Epoch(string runId, EpochRecord epoch) => at?.Invoke($"epoch {epoch.Epoch}");

    public void Phase(string runId, string phase) => at?.Invoke(phase);

    public void Finished(string runId, string? failure) => at?.Invoke("finished");

    public void Warn(string message) => at?.Invoke(message);
}
