using System.Collections.Immutable;
using Engine.Networks;

namespace Harness.Specs;

/// <summary>The network of a run; inputs and classes come with the data.</summary>
public sealed record NetworkSettings
{
    public NetworkModel Model { get; init; }

    /// <summary>Widths, first to last; empty for <see cref="NetworkModel.Logistic"/> only.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [];

    public Activation Activation { get; init; } = Activation.Relu;

    public bool Equals(NetworkSettings? other) =>
        other is not null && Model == other.Model && Activation == other.Activation && Hidden.AsSpan().SequenceEqual(other.Hidden.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Model, Hidden.Length, Activation);
}
