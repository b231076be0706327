using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.InformationPlane;

namespace Harness.Runs.Watching;

/// <summary>The warnings of bins that outliers stretch: which neurons, and what to choose instead.</summary>
internal static class StretchedBins
{
    /// <summary>Neurons that one warning names.</summary>
    private const int Named = 5;

    /// <summary>One warning for each split and quantizer with such neurons.</summary>
    public static IEnumerable<string> Of(NetworkFindings findings)
    {
        foreach (var set in findings.Profiles)
        {
            var stretched = set.Profiles.Where(profile => profile.Histogram.Quantizer.IsStretched).Select(profile => profile.Id).ToArray();
            if (stretched.Length == 0)
                continue;
            var (rule, count) = (set.Quantizer, stretched.Length);
            var named = string.Join(", ", stretched.Take(Named).Select(id => $"layer {id.Layer} neuron {id.Neuron}"));
            var robust = rule.IsRobust
                ? ""
                : $"robust-{rule} leaves out the most extreme 0.1 % at either end of 1000 or more samples; ";
            yield return $"{rule} on {set.Split.NameOf()}: outliers stretch the bins of {Amount.Of(count, "neuron")} ({named}"
                + $"{Rest(count)}), and nearly all of the other outputs fall into one: the information is that of the outliers. "
                + $"{robust}quantile-{rule.Bits} has bins of equal counts.";
        }
    }

    public static string Of(int epoch, PlanePoint point)
    {
        var (estimator, count) = (point.Estimator, point.Stretching.Length);
        return $"{estimator}, epoch {epoch}, layer {point.Layer}: outliers of {Amount.Of(count, "neuron")} "
            + $"({string.Join(", ", point.Stretching.Take(Named))}{Rest(count)}) stretch the bins, and nearly all of the layer's other "
            + "outputs fall into one: the information is that of the outliers. Choose "
            + $"{(estimator.IsRobust ? "" : $"robust-binning-{estimator.Bins}, or ")}"
            + "pairwise-upper and pairwise-lower. Later epochs and layers are not told of.";
    }

    private static string Rest(int count) => count > Named ? $" and {count - Named} more" : "";
}
