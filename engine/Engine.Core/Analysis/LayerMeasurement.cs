using System.Collections.Immutable;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>What a pass over a split found in one hidden layer.</summary>
/// <param name="Layer">1-based.</param>
/// <param name="Statistics"><c>[neurons]</c>.</param>
/// <param name="Histograms"><c>[rules][neurons]</c>.</param>
public sealed record LayerMeasurement(
    int Layer, ImmutableArray<ActivationStatistics> Statistics, ImmutableArray<ImmutableArray<NeuronHistogram>> Histograms)
{
    public int Neurons => Statistics.Length;
}
