namespace Harness.Specs.Plans;

/// <summary>A run that is to be done.</summary>
/// <param name="RunId">Distinct within a plan, usable as a file's name.</param>
/// <param name="Json">The canonical JSON of <paramref name="Spec"/> and its trainer, of which the id carries the hash.</param>
public sealed record PlannedRun(RunSpec Spec, string RunId, string Json);
