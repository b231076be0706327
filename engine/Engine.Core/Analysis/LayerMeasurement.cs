using System.Collections.Immutable;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>What a pass over a split found in one hidden layer.</summary>
/// <param name="Layer">1-based.</param>
/// <param name="Statistics"><c>[neurons]</c>.</param>
/// <param name="Quantized"><c>[rules]</c>: the layer under each quantizer.</param>
public sealed record LayerMeasurement(int Layer, ImmutableArray<ActivationStatistics> Statistics, ImmutableArray<QuantizedLayer> Quantized)
{
    public int Neurons => Statistics.Length;
}
