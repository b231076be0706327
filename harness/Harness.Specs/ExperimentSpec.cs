using System.Collections.Immutable;

namespace Harness.Specs;

/// <summary>A spec file with its overrides, every point of its sweep checked.</summary>
/// <param name="File">As given on the command line.</param>
/// <param name="Seeds">Distinct, at least one; each point runs once with each.</param>
/// <param name="Points">In the order of the sweep; one where nothing is swept.</param>
/// <param name="Warnings">For the user; nothing that stops a run.</param>
public sealed record ExperimentSpec(
    string Name, string File, ImmutableArray<long> Seeds, Sweep Sweep, ImmutableArray<SpecPoint> Points, ImmutableArray<string> Warnings);
