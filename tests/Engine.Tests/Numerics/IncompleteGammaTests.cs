using System.Numerics;
using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class IncompleteGammaTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Of_one_is_the_exponential()
    {
        for (var x = 1e-8; x < 700; x *= 1.37)
            AssertRelative(Math.Exp(-x), IncompleteGamma.UpperRegularized(2, x));
    }

    [Fact]
    public void Of_two_is_one_plus_x_times_the_exponential()
    {
        for (var x = 1e-8; x < 700; x *= 1.37)
            AssertRelative(Math.Exp(-x) * (1 + x), IncompleteGamma.UpperRegularized(4, x));
    }

    [Theory] // erfc(sqrt(x)): Abramowitz and Stegun, tables 7.1 and 7.3; DLMF 7
    [InlineData(0.25, 0.47950012218695346232)] // erfc(0.5)
    [InlineData(1, 0.15729920705028513066)] // erfc(1)
    [InlineData(4, 0.00467773498104726584)] // erfc(2)
    [InlineData(9, 2.2090496998585441373e-5)] // erfc(3)
    [InlineData(25, 1.5374597944280348502e-12)] // erfc(5)
    [InlineData(100, 2.0884875837625447570e-45)] // erfc(10)
    public void Of_a_half_is_the_complementary_error_function(double x, double expected) =>
        AssertRelative(expected, IncompleteGamma.UpperRegularized(1, x));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 30)]
    [InlineData(16, 5)]
    [InlineData(16, 500)]
    [InlineData(45, 45)]
    [InlineData(45, 60)]
    [InlineData(45, 900)]
    [InlineData(200, 150)]
    [InlineData(200, 1100)]
    [InlineData(1147, 1000)]
    [InlineData(1147, 1148)]
    [InlineData(1147, 1300)]
    [InlineData(1147, 2700)]
    public void Of_a_whole_number_is_a_Poisson_sum_in_exact_arithmetic(int a, int x) =>
        AssertRelative(PoissonBelow(a, x), IncompleteGamma.UpperRegularized(2 * a, x));

    [Fact]
    public void Half_numbers_obey_the_recurrence()
    {
        // Q(a + 1, x) - Q(a, x) = x^a e^-x / Gamma(a + 1), all terms positive; ln Gamma by doubling from a half.
        for (var twice = 1; twice < 60; twice += 2)
        {
            foreach (var x in new[] { 0.3, 2.0, 17.0, 60.0, 400.0 })
            {
                var a = twice / 2.0;
                var gamma = Math.Sqrt(Math.PI);
                for (var factor = 0.5; factor <= a; factor++)
                    gamma *= factor;
                var step = Math.Exp(-x / 2) * (Math.Pow(x, a) / gamma) * Math.Exp(-x / 2);
                AssertRelative(IncompleteGamma.UpperRegularized(twice, x) + step, IncompleteGamma.UpperRegularized(twice + 2, x));
            }
        }
    }

    [Fact]
    public void The_ends()
    {
        Assert.Equal(1, IncompleteGamma.UpperRegularized(7, 0));
        Assert.Equal(0, IncompleteGamma.UpperRegularized(7, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteGamma.UpperRegularized(7, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteGamma.UpperRegularized(7, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteGamma.UpperRegularized(0, 1));
    }

    [Fact]
    public void Falls_with_x_and_stays_a_probability()
    {
        foreach (var twice in new[] { 1, 2, 9, 31, 32, 33, 500, 2295 })
        {
            var last = 1.0;
            for (var x = 0.05; x < 4000; x *= 1.05)
            {
                var q = IncompleteGamma.UpperRegularized(twice, x);
                Assert.InRange(q, 0, last + 1e-15);
                last = q;
            }
        }
    }

    // Q(a, x) = (sum over k < a of x^k / k!) / (the same sum without end, e^x), both with 200 binary digits after the point.
    private static double PoissonBelow(int a, int x)
    {
        var term = BigInteger.One << 200;
        var (below, all) = (BigInteger.Zero, BigInteger.Zero);
        for (var k = 1; !term.IsZero; k++)
        {
            all += term;
            below += k <= a ? term : BigInteger.Zero;
            term = term * x / k;
        }

        var shift = (int)(all.GetBitLength() - below.GetBitLength()) + 64;
        return Math.ScaleB((double)((below << shift) / all), -shift);
    }

    private static void AssertRelative(double expected, double actual) =>
        Assert.True(
            Math.Abs(actual - expected) <= Tolerance * expected, $"{actual:R} is not {expected:R}: off by {(actual / expected) - 1:E2}");
}
