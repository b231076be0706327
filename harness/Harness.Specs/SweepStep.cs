using System.Collections.Immutable;
using Harness.Specs.Keys;

namespace Harness.Specs;

/// <summary>One step along an axis: the keys it sets together. A grid axis sets one key.</summary>
public sealed record SweepStep(ImmutableArray<SpecAssignment> Assignments);
