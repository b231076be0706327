namespace Harness.Report.Sections;

/// <summary>Mean and band of several curves, step by step.</summary>
/// <param name="Mean"><c>[steps]</c></param>
/// <param name="Low"><c>[steps]</c></param>
/// <param name="High"><c>[steps]</c></param>
internal sealed record ValueBand(double[] Mean, double[] Low, double[] High)
{
    /// <summary>Of a band over random orders, the share that lies within it.</summary>
    public const double Inner = 0.9;

    /// <summary>The mean and the range; for a few seeds a range is the only honest band.</summary>
    /// <param name="curves"><c>[curves][steps]</c>, all of one length.</param>
    public static ValueBand Range(IReadOnlyList<double[]> curves) => Of(curves, sorted => sorted[0], sorted => sorted[^1]);

    /// <summary>The mean and the quantiles between which <see cref="Inner"/> of the curves lie.</summary>
    /// <param name="curves"><c>[curves][steps]</c>, all of one length.</param>
    public static ValueBand Quantiles(IReadOnlyList<double[]> curves) =>
        Of(curves, sorted => Quantile(sorted, (1 - Inner) / 2), sorted => Quantile(sorted, (1 + Inner) / 2));

    /// <summary>Between order statistics linearly, as NumPy's default (Hyndman and Fan's type 7).</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private static ValueBand Of(IReadOnlyList<double[]> curves, Func<double[], double> low, Func<double[], double> high)
    {
        var steps = curves[0].Length;
        var band = new ValueBand(new double[steps], new double[steps], new double[steps]);
        var values = new double[curves.Count];
        for (var step = 0; step < steps; step++)
        {
            for (var curve = 0; curve < values.Length; curve++)
                values[curve] = curves[curve][step];
            Array.Sort(values);
            (band.Mean[step], band.Low[step], band.High[step]) = (values.Average(), low(values), high(values));
        }
        return band;
    }
}
