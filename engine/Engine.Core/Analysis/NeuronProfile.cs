using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>Everything measured of one hidden neuron on one split under one quantizer.</summary>
/// <param name="ClassSelectivity">Null where outputs may be negative, or all samples are of one class.</param>
/// <param name="OutgoingNorm">L2 norm of its weights into the next layer.</param>
/// <param name="Null">Null when no permutations were asked for.</param>
/// <param name="QValue">Benjamini-Hochberg over all neurons of the network, from the chi-squared p.</param>
public sealed record NeuronProfile(
    NeuronId Id,
    NeuronHistogram Histogram,
    ActivationStatistics Statistics,
    HistogramMeasures Measures,
    Selectivity? ClassSelectivity,
    double OutgoingNorm,
    PermutationResult? Null,
    double QValue)
{
    /// <summary>The 95% bootstrap interval of mutual information, bits; null where none was asked for.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>A0 - A with the neuron alone removed; NaN where that was not evaluated.</summary>
    public double SingleDrop { get; init; } = double.NaN;

    /// <summary>Whether removing the neuron alone changes no sample's prediction; null where that was not evaluated.</summary>
    public bool? EffectivelyInactive { get; init; }

    /// <summary>The neuron's value of a measure, as neurons are ranked by it; NaN where it has none. On samples of one class all are as
    /// selective, 0.</summary>
    public double this[Measure measure] => measure switch
    {
        Measure.MutualInformation => Measures.MutualInformation,
        Measure.KlSelectivity => Measures.KlSelectivity.Value,
        Measure.Entropy => Measures.Entropy,
        Measure.ClassSelectivity => ClassSelectivity?.Value ?? (Histogram.Counts.ObservedClasses < 2 ? 0 : double.NaN),
        Measure.MeanActivation => Statistics.Mean,
        Measure.VarianceActivation => Statistics.Variance,
        Measure.FractionActive => Statistics.FractionActive,
        Measure.OutgoingNorm => OutgoingNorm,
        Measure.SingleDrop => SingleDrop,
        _ => double.NaN,
    };
}

/// <summary>The measures of one neuron under a quantizer whose bins are merged from a finer one's.</summary>
/// <param name="Finest">The rule whose histogram was counted.</param>
public sealed record BinnedNeuron(NeuronId Id, Split Split, QuantizerRule Finest, Quantizer Quantizer, HistogramMeasures Measures);
