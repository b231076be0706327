namespace Engine.Ablation;

/// <summary>A measure's correlation with the single-neuron drop, over the layers' boundaries and within them.</summary>
/// <param name="Pooled">Over all neurons of all layers.</param>
/// <param name="Within">The mean of the layers' correlations; undefined where they differ in sign.</param>
/// <param name="Layers">Each layer's own, in the order given.</param>
/// <param name="InactiveIncluded">Whether neurons whose output is always 0 took part.</param>
public sealed record SimpsonResult(RankCorrelation Pooled, RankCorrelation Within, IReadOnlyList<RankCorrelation> Layers, bool InactiveIncluded)
{
    /// <summary>Simpson's paradox: the pooled correlation has the other sign than those within the layers. Null where one is undefined.</summary>
    public bool? Reversed => double.IsNaN(Pooled.Rho) || double.IsNaN(Within.Rho) ? null : Pooled.Rho * Within.Rho < 0;

    /// <summary>For the network's scope: simpson_pooled and simpson_within, <c>_all</c> added where inactive neurons took part; each with its p-value, <c>_p</c> added.</summary>
    public IReadOnlyList<Reading> NetworkReadings() => [.. Pooled.ToReadings("simpson_pooled" + Suffix), .. Within.ToReadings("simpson_within" + Suffix)];

    /// <summary>For a layer's scope: its own simpson_within, with its p-value.</summary>
    public IReadOnlyList<Reading> LayerReadings(int position) => Layers[position].ToReadings("simpson_within" + Suffix);

    private string Suffix => InactiveIncluded ? "_all" : "";
}
