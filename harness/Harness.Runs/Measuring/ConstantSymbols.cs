using Engine.Analysis;
using Engine.Measures;

namespace Harness.Runs.Measuring;

/// <summary>Tells where a quantizer gives most neurons of a layer one symbol for all samples: nothing can be said of these. A channel's
/// maximum over an image is above 0 on nearly every one.</summary>
internal static class ConstantSymbols
{
    /// <summary>The share of a layer's neurons from which on it is told.</summary>
    private const double Most = 0.5;

    /// <param name="layers">Names of the layers, first to last.</param>
    public static IEnumerable<string> Of(NetworkFindings findings, IReadOnlyList<string> layers)
    {
        foreach (var set in findings.Profiles)
        {
            foreach (var layer in set.Profiles.GroupBy(profile => profile.Id.Layer))
            {
                // Of an output that never varies no quantizer says more.
                var varying = layer.Where(profile => profile.Statistics.Variance > 0).ToArray();
                var constant = varying.Count(profile => profile.Histogram.Counts.ObservedBins == 1);
                if (varying.Length > 0 && constant >= Most * varying.Length)
                    yield return $"{layers[layer.Key - 1]}: under {set.Quantizer} {constant} of {varying.Length} neurons whose "
                        + "outputs vary have one symbol for all samples, and measures of them are 0. Quantizers with bins of equal counts "
                        + $"tell such outputs apart: measures.quantizer={new QuantizerRule(QuantizerKind.Quantile, 2)}.";
            }
        }
    }
}
