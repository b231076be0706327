using System.Collections.Immutable;

namespace Harness.Report.Sweeps;

/// <summary>One point of a sweep: the runs that differ in nothing but the seed.</summary>
/// <param name="Label">All that tells it from the others, in one phrase.</param>
/// <param name="Telling">Only what differs between points; empty where there is one.</param>
/// <param name="Architecture">E.g. <c>100-100 relu</c>.</param>
/// <param name="Regularizer">E.g. <c>L2 0.001</c>, or <c>none</c>.</param>
/// <param name="Runs">Indices into the sweep's runs, by seed.</param>
internal sealed record SweepPoint(string Label, string Telling, string Dataset, string Architecture, string Regularizer, ImmutableArray<int> Runs);
