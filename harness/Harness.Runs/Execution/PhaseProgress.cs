namespace Harness.Runs.Execution;

/// <summary>Passes the phases of one run's analysis on.</summary>
internal sealed class PhaseProgress(string runId, ISweepProgress progress) : IProgress<string>
{
    public void Report(string value) => progress.Phase(runId, value);
}
