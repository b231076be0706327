namespace Harness.Runs.Execution;

/// <summary>How a sweep is run; nothing in its results depends on it.</summary>
/// <param name="Jobs">Runs at a time.</param>
/// <param name="Threads">Threads over all runs.</param>
/// <param name="Memory">Bytes for analysis over all runs, beside data and networks.</param>
public sealed record SweepOptions(int Jobs, int Threads, long Memory);
