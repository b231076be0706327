using Engine.Training;

namespace Harness.Runs.Execution;

/// <summary>Told of what a sweep does, from any thread.</summary>
public interface ISweepProgress
{
    void Started(string runId, int epochs);

    void Epoch(string runId, EpochRecord epoch);

    /// <param name="phase">E.g. <c>ablating layer-1</c>.</param>
    void Phase(string runId, string phase);

    /// <param name="failure">Null for a run that is done.</param>
    void Finished(string runId, string? failure);

    void Warn(string message);
}
