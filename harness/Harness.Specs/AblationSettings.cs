using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Harness.Specs;

/// <summary>Which cumulative ablations are computed.</summary>
public sealed record AblationSettings
{
    /// <summary>The orders of a spec that names none; one that does not apply to the activation is left out.</summary>
    public static ImmutableArray<Measure> DefaultOrders { get; } =
        [MutualInformation.Definition, KlSelectivity.Definition, Entropy.Definition, ClassSelectivity.Definition];

    /// <summary>Measures whose ranking is followed, ascending and descending; distinct, may be empty.</summary>
    public ImmutableArray<Measure> Orders { get; init; } = DefaultOrders;

    /// <summary>The spec names the orders; false when they are the defaults.</summary>
    public bool OrdersByName { get; init; }

    /// <summary>How many random orders are followed beside them.</summary>
    public int Random { get; init; } = 20;

    /// <summary>Distinct, at least one.</summary>
    public ImmutableArray<ScopeChoice> Scopes { get; init; } = [ScopeChoice.Layers, ScopeChoice.Network];

    public Replacement Replace { get; init; } = Replacement.Zero;

    /// <summary>Where accuracy is evaluated.</summary>
    public Split Split { get; init; } = Split.Test;

    /// <summary>Random steps per curve that are recomputed by a full float64 forward pass.</summary>
    public int Checks { get; init; } = 4;

    /// <summary>Every curve is evaluated class by class too.</summary>
    public bool Classes { get; init; }

    public bool Equals(AblationSettings? other) =>
        other is not null && OrdersByName == other.OrdersByName && Random == other.Random && Replace == other.Replace
        && Split == other.Split && Checks == other.Checks && Classes == other.Classes && Orders.SequenceEqual(other.Orders) && Scopes.SequenceEqual(other.Scopes);

    public override int GetHashCode() => HashCode.Combine(Orders.Length, OrdersByName, Random, Scopes.Length, Replace, Split, (Checks, Classes));
}
