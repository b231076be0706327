using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// The likelihood-ratio test of independence: at independence 2 N ln2 I(T;Y) is asymptotically chi-squared with (|T|-1)(|Y|-1)
/// degrees of freedom (Wilks 1938), |T| and |Y| the symbols and classes that occur.
/// </summary>
public static class ChiSquaredTest
{
    /// <summary>The chance of at least so much plug-in information at independence; 1 where there are no degrees of freedom. It is never 0:
    /// below the least double, <see cref="double.Epsilon"/>, it is that.</summary>
    /// <param name="mutualInformation">The histogram's plug-in value, bits.</param>
    public static double PValue(JointHistogram histogram, double mutualInformation)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return PValue(mutualInformation, histogram.Samples, DegreesOfFreedom(histogram));
    }

    /// <exception cref="ArgumentOutOfRangeException">The information is NaN or negative beyond rounding.</exception>
    public static double PValue(double mutualInformation, int samples, int degreesOfFreedom)
    {
        if (!(mutualInformation >= -Invariant.Tolerance))
            throw new ArgumentOutOfRangeException(nameof(mutualInformation), mutualInformation, "plug-in information is at least 0 bits");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(degreesOfFreedom);
        if (degreesOfFreedom == 0)
            return 1;
        var statistic = 2.0 * samples * Math.Log(2) * Math.Max(0, mutualInformation);
        return Math.Max(double.Epsilon, IncompleteGamma.UpperRegularized(degreesOfFreedom, statistic / 2));
    }

    /// <summary>(|T|-1)(|Y|-1), of what occurs.</summary>
    public static int DegreesOfFreedom(JointHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return (histogram.ObservedBins - 1) * (histogram.ObservedClasses - 1);
    }
}
