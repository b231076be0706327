using Engine.Training;

namespace Harness.Runs.Execution;

/// <summary>Gets the progress of a sweep, from any thread.</summary>
public interface ISweepProgress
{
    /// <summary>Told once, at the beginning, how many of the sweep's runs are done already.</summary>
    void DoneBefore(int runs) { }

    void Started(string runId, int epochs);

    /// <summary>Told when a training that was stopped goes on, before its last epoch is told again.</summary>
    /// <param name="earlier">The epochs before that.</param>
    void GoesOn(string runId, IReadOnlyList<EpochRecord> earlier) { }

    void Epoch(string runId, EpochRecord epoch);

    /// <param name="phase">E.g. <c>ablating layer-1</c>.</param>
    void Phase(string runId, string phase);

    /// <param name="failure">Null for a run that is done.</param>
    void Finished(string runId, string? failure);

    void Warn(string message);
}

/// <summary>Passes on the phases of one run's analysis.</summary>
internal sealed class PhaseProgress(string runId, ISweepProgress progress) : IProgress<string>
{
    public void Report(string value) => progress.Phase(runId, value);
}
