using Engine.Ablation;
using Engine.Networks;

namespace Engine.Measures;

/// <summary>All that is known of one hidden neuron on one split under one quantizer: measures are computed from it.</summary>
/// <param name="Activation">Of its layer.</param>
/// <param name="OutgoingNorm">L2 norm of its weights into the next layer.</param>
public sealed record NeuronProfile(
    NeuronId Id, Activation Activation, NeuronHistogram Histogram, ActivationStatistics Statistics, double OutgoingNorm)
{
    /// <summary>The neuron's symbols against the class.</summary>
    public NeuronHistogram Histogram { get; } = Histogram;

    /// <summary>
    /// <c>[classes]</c>: <see cref="ClassDivergence"/> of every class, bits; kept, because several measures are made of it.
    /// </summary>
    public double[] Divergences { get; } = ClassDivergence.OfAll(Histogram.Counts);

    /// <summary>The neuron under permuted labels; null when no permutations were asked for.</summary>
    public PermutationResult? Null { get; init; }

    /// <summary>Benjamini-Hochberg over all neurons of the network, from the chi-squared p; NaN before all are known.</summary>
    public double QValue { get; init; } = double.NaN;

    /// <summary>The 95% bootstrap interval of mutual information, bits; null where none was asked for.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>A0 - A with the neuron alone removed; NaN where that was not evaluated.</summary>
    public double SingleDrop { get; init; } = double.NaN;

    /// <summary>The same on the split that is ablated; NaN where that was not evaluated.</summary>
    public double AblatedDrop { get; init; } = double.NaN;

    /// <summary>Samples whose prediction changes when the neuron alone is removed; null where that was not evaluated.</summary>
    public int? ChangedPredictions { get; init; }

    /// <summary>Whether removing the neuron alone changes no sample's prediction; null where that was not evaluated.</summary>
    public bool? EffectivelyInactive => ChangedPredictions is { } changed ? changed == 0 : null;

    /// <summary>The number that the neuron is ranked by; NaN where the measure has none.</summary>
    public double this[Measure measure] => measure.RankOf(this);
}
