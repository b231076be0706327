using System.Collections.Immutable;
using Harness.Specs.Keys;

namespace Harness.Specs;

/// <summary>One point of a sweep.</summary>
/// <param name="Spec">Resolved but for the seed, which is 0.</param>
/// <param name="Varied">What the sweep sets at this point, in the order of its axes.</param>
public sealed record SpecPoint(RunSpec Spec, ImmutableArray<SpecAssignment> Varied);
