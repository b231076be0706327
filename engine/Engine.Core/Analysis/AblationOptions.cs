using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>Which orders are evaluated, over which neurons, on which samples.</summary>
/// <param name="Orders">Measures whose ranking is followed, ascending and descending.</param>
/// <param name="Random">How many random orders.</param>
/// <param name="Layers">Whether each layer is a scope.</param>
/// <param name="WholeNetwork">Whether all hidden neurons together are a scope.</param>
/// <param name="Checks">Random steps of each curve that are recomputed in float64.</param>
public sealed record AblationOptions(ImmutableArray<Measure> Orders, int Random, bool Layers, bool WholeNetwork, Split Split, int Checks)
{
    /// <summary>What takes the place of a removed neuron's output.</summary>
    public Replacement Replace { get; init; }

    /// <summary>Whether every curve is evaluated class by class too.</summary>
    public bool Classes { get; init; }

    public IEnumerable<AblationScope> Scopes(int hiddenLayers)
    {
        if (hiddenLayers == 0)
            return [];
        var layers = Layers ? Enumerable.Range(1, hiddenLayers).Select(layer => new AblationScope(layer)) : [];
        return WholeNetwork ? layers.Append(AblationScope.Network) : layers;
    }
}
