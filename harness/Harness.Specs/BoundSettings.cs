using System.Collections.Immutable;
using Engine.Bounds;

namespace Harness.Specs;

/// <summary>Which bounds on the generalization gap are put beside the measured one.</summary>
public sealed record BoundSettings
{
    /// <summary>Distinct; may be empty.</summary>
    public ImmutableArray<BoundKind> Names { get; init; } = [];

    /// <summary>Chance with which a bound in probability may fail.</summary>
    public double Delta { get; init; } = 0.05;

    public bool IsOn => !Names.IsEmpty;

    public bool Equals(BoundSettings? other) => other is not null && Delta.Equals(other.Delta) && Names.SequenceEqual(other.Names);

    public override int GetHashCode() => HashCode.Combine(Names.Length, Delta);
}
