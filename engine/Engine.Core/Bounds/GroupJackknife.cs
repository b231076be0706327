using Engine.Measures;
using Engine.Numerics;

namespace Engine.Bounds;

/// <summary>
/// The 95% interval of an estimate that is no mean, by the delete-a-group jackknife: the observations are divided into G groups, the
/// estimate is made again without each, and its variance is (G - 1) / G times the sum of squares about their mean (Kott, Journal of
/// Official Statistics 17(4):521, 2001). The half width is Student's t with G - 1 degrees of freedom times its root.
/// </summary>
/// <remarks>It tells how far the estimate would lie from another one of as many observations, not how far from the truth a biased one
/// lies.</remarks>
public static class GroupJackknife
{
    /// <summary>As tables name the method.</summary>
    public const string Method = "group-jackknife";

    public const int Groups = 20;

    /// <summary>The observations that are left without each group, as many in one as in another but for one.</summary>
    public static IEnumerable<int[]> Without(int observations) => Enumerable.Range(0, Groups)
        .Select(group => Enumerable.Range(0, observations).Where(observation => observation % Groups != group).ToArray());

    /// <param name="value">The estimate from all observations.</param>
    /// <param name="without">The estimates without each group.</param>
    /// <param name="least">Below which no value lies.</param>
    public static ConfidenceInterval Interval(double value, IReadOnlyCollection<double> without, double least)
    {
        ArgumentNullException.ThrowIfNull(without);
        ArgumentOutOfRangeException.ThrowIfLessThan(without.Count, 2, nameof(without));
        var mean = without.Average();
        var variance = (without.Count - 1.0) / without.Count * without.Sum(other => (other - mean) * (other - mean));
        var half = StudentT.TwoSided(ConfidenceInterval.Level, without.Count - 1) * Math.Sqrt(variance);
        return new ConfidenceInterval(Math.Max(least, value - half), value + half);
    }
}
