using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Ablation.Selecting;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Engine.Analysis;

/// <summary>Which orders are evaluated, over which neurons, on which samples; the defaults are those of a spec.</summary>
public sealed record AblationOptions
{
    /// <summary>Measures, selections, and scores from elsewhere, whose ranking is followed, ascending and descending; distinct by name, may
    /// be empty.</summary>
    public ImmutableArray<Measure> Orders { get; init; } =
        [MutualInformation.Definition, KlSelectivity.Definition, Entropy.Definition, ClassSelectivity.Definition];

    /// <summary>How many random orders are followed beside them.</summary>
    public int Random { get; init; } = 20;

    /// <summary>Distinct; none evaluates nothing.</summary>
    public ImmutableArray<ScopeChoice> Scopes { get; init; } = [ScopeChoice.Layers, ScopeChoice.Network];

    /// <summary>The value that takes the place of a removed neuron's output.</summary>
    public Replacement Replace { get; init; } = Replacement.Zero;

    /// <summary>Where accuracy is evaluated.</summary>
    public Split Split { get; init; } = Split.Test;

    /// <summary>Random steps of each curve that are recomputed by a full float64 forward pass.</summary>
    public int Checks { get; init; } = 4;

    /// <summary>Whether every curve is evaluated class by class too.</summary>
    public bool Classes { get; init; }

    /// <summary>The samples on which <c>greedy-accuracy</c> counts right answers, of each split that is measured; all of a smaller one.
    /// </summary>
    public int GreedySamples { get; init; } = 1000;

    public bool IsGreedy => Orders.Any(order => order.Selection == SelectionCriterion.GreedyAccuracy);

    /// <summary>The scopes of a network: its layers in their order, then the whole network.</summary>
    public IEnumerable<AblationScope> ScopesOf(int hiddenLayers)
    {
        if (hiddenLayers == 0)
            return [];
        var layers = Scopes.Contains(ScopeChoice.Layers) ? Enumerable.Range(1, hiddenLayers).Select(layer => new AblationScope(layer)) : [];
        return Scopes.Contains(ScopeChoice.Network) ? layers.Append(AblationScope.Network) : layers;
    }

    /// <exception cref="UserErrorException">Scores from elsewhere do not fit the network, or <c>greedy-accuracy</c> has too much to
    /// compute.</exception>
    /// <param name="measured">The splits that neurons are measured on.</param>
    public void RequireFit(NetworkShape shape, DataSplits data, ImmutableArray<Split> measured)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(data);
        foreach (var order in Orders)
            order.Scores?.RequireFit(shape.Hidden);
        if (IsGreedy)
            foreach (var split in measured)
                GreedyWork.Require(shape, [.. ScopesOf(shape.Hidden.Length)], Math.Min(GreedySamples, data[split].Samples));
    }

    public bool Equals(AblationOptions? other) =>
        other is not null && Random == other.Random && Replace == other.Replace && Split == other.Split && Checks == other.Checks
        && Classes == other.Classes && GreedySamples == other.GreedySamples && Orders.SequenceEqual(other.Orders)
        && Scopes.SequenceEqual(other.Scopes);

    public override int GetHashCode() => HashCode.Combine(Orders.Length, Random, Scopes.Length, Replace, Split, Checks, Classes);
}

/// <summary>Which neurons are ranked together.</summary>
public enum ScopeChoice
{
    /// <summary>Each hidden layer by itself.</summary>
    Layers,

    /// <summary>All hidden neurons in one ranking.</summary>
    Network,
}
