using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class ChiSquaredTestTests
{
    [Theory] // 5% points of chi-squared, six digits: NIST/SEMATECH e-Handbook 1.3.6.7.4 and R's qchisq
    [InlineData(1, 3.841459)]
    [InlineData(9, 16.918978)]
    [InlineData(27, 40.113272)]
    [InlineData(100, 124.342113)]
    public void Five_percent_points(int degrees, double point)
    {
        const int Samples = 1000;
        var bits = point / (2 * Samples * Math.Log(2));
        Assert.Equal(0.05, ChiSquaredTest.PValue(bits, Samples, degrees), 1e-7);
    }

    [Fact]
    public void Two_degrees_are_an_exponential()
    {
        // 2 x 3 table: p = exp(-N ln2 I) = 2^(-N I).
        var histogram = Histograms.Rows([30, 20, 10], [10, 20, 30]);
        var information = MutualInformation.PlugIn(histogram);
        Assert.Equal(1, ChiSquaredTest.PValue(histogram, information) / Math.Pow(2, -histogram.Samples * information), 1e-12);
    }

    /// <summary>Two degrees of freedom: p = 2^(-N I). 2^-1000 is a number, 2^-2000 is below all of them.</summary>
    [Fact]
    public void A_p_that_underflows_is_the_least_double_and_so_is_its_q()
    {
        Assert.Equal(1, ChiSquaredTest.PValue(1, 1000, 2) / Math.Pow(2, -1000), 1e-10);
        var p = ChiSquaredTest.PValue(1, 2000, 2);
        Assert.Equal(double.Epsilon, p);
        Assert.All(BenjaminiHochberg.QValues([p, p, 1, 1]), (q, test) => Assert.Equal(test < 2 ? 2 * double.Epsilon : 1, q));
        Assert.Equal([double.Epsilon, double.Epsilon, double.Epsilon], BenjaminiHochberg.QValues([p, p, p]));
    }

    [Fact]
    public void Degrees_count_what_occurs() =>
        Assert.Equal(2, ChiSquaredTest.DegreesOfFreedom(Histograms.Rows([1, 0, 2, 3], [0, 0, 0, 0], [4, 0, 5, 6])));

    [Fact]
    public void No_degree_of_freedom_is_no_evidence()
    {
        Assert.Equal(1, ChiSquaredTest.PValue(Histograms.Rows([3, 4, 5]), 0));
        Assert.Equal(1, ChiSquaredTest.PValue(Histograms.Rows([3], [4]), 0));
    }

    [Fact]
    public void Independent_counts_have_p_one() => Assert.Equal(1, ChiSquaredTest.PValue(Histograms.Rows([3, 6], [4, 8]), 0));

    [Fact]
    public void Information_must_be_a_number() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquaredTest.PValue(double.NaN, 10, 1));
}
