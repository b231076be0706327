using System.Collections.Immutable;

namespace Harness.Specs;

/// <summary>One direction of a sweep. Whatever the kind of axis (a grid's, in lockstep, listed, drawn), it is a list of steps.</summary>
/// <param name="Keys">The dotted paths that every step sets.</param>
public sealed record SweepAxis(ImmutableArray<string> Keys, ImmutableArray<SweepStep> Steps);
