using Engine.Bounds;

namespace Engine.Tests.Bounds;

/// <summary>The formulas by hand, and how they behave.</summary>
public sealed class BoundTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Vera_Piantanida_and_Rey_Vega_scale_as_the_root_of_the_information()
    {
        // sqrt(4) ln(100) / 10 = 0.921034
        Assert.Equal(2 * Math.Log(100) / 10, VeraPiantanidaVega.Scaling(4, 100), Tolerance);
        Assert.Equal(2 * VeraPiantanidaVega.Scaling(1, 500), VeraPiantanidaVega.Scaling(4, 500), Tolerance);
        Assert.Equal(0, VeraPiantanidaVega.Scaling(0, 500));
    }

    [Fact]
    public void Shwartz_Ziv_Painsky_and_Tishby_by_hand()
    {
        // 2^10 = 1024, ln(2 / 0.05) = 3.688879: sqrt(1027.688879 / 20000) = 0.226681
        Assert.Equal(Math.Sqrt((1024 + Math.Log(40)) / 20000), ShwartzZivPainskyTishby.Bound(10, 0.05, 10000), Tolerance);
        // Two bits more double it, nearly; a bound is vacuous where 2^I nears 2 m.
        Assert.InRange(ShwartzZivPainskyTishby.Bound(12, 0.05, 10000) / ShwartzZivPainskyTishby.Bound(10, 0.05, 10000), 1.99, 2);
        Assert.True(
            new GeneralizationBound(
                1, BoundKind.ShwartzZivPainskyTishby, "", ShwartzZivPainskyTishby.Bound(12, 0.05, 2048), 0, "", "").IsVacuous);
    }

    [Fact]
    public void Xu_and_Raginsky_by_hand()
    {
        // sqrt(2 (1/4) 50 / 100) = 0.5
        Assert.Equal(0.5, XuRaginsky.Bound(50, 100), Tolerance);
        Assert.Equal(0, XuRaginsky.Bound(0, 100));
    }

    [Fact]
    public void Pensia_Jog_and_Loh_by_hand()
    {
        // d = 4, eta L / sigma = 2: each step (4/2) ln(1 + 4/4) = 2 ln 2.
        Assert.Equal(10 * 2 * Math.Log(2), PensiaJogLoh.Information(4, 10, 0.2, 1, 0.1), Tolerance);
        // Little signal for many parameters: (d/2) x with x = signal^2 / d, so that d drops out.
        Assert.Equal(0.5 * 1e-8, PensiaJogLoh.Information(1_000_000, 1, 1e-4, 1, 1), 1e-15);
        Assert.Equal(0, PensiaJogLoh.Information(4, 10, 0, 1, 0.1));
    }

    [Fact]
    public void More_noise_fewer_steps_and_shorter_gradients_leak_less()
    {
        double Information(long steps, double clip, double noise) => PensiaJogLoh.Information(100, steps, 0.1, clip, noise);
        var some = Information(1000, 1, 0.01);
        Assert.True(Information(1000, 1, 0.02) < some && Information(999, 1, 0.01) < some && Information(1000, 0.9, 0.01) < some);
    }

    [Fact]
    public void Bu_Zou_and_Veeravalli_are_never_looser_than_Xu_and_Raginsky_with_the_same_total()
    {
        // (1/2) (sqrt(0.5 0.02) + sqrt(0.5 0.08)) = (0.1 + 0.2) / 2
        Assert.Equal(0.15, BuZouVeeravalli.Bound([0.02, 0.08]), Tolerance);
        // Independent samples: I(S;W) >= sum I(W;Z_i), and by Jensen the mean of roots is at most the root of the mean.
        double[] informations = [0.01, 0.3, 0, 0.002, 0.07];
        Assert.True(BuZouVeeravalli.Bound(informations) <= XuRaginsky.Bound(informations.Sum(), informations.Length));
        Assert.Equal(XuRaginsky.Bound(informations.Sum(), informations.Length), BuZouVeeravalli.PooledBound(informations), Tolerance);
    }

    [Fact]
    public void Of_estimates_below_zero_the_mean_of_roots_takes_none_and_the_root_of_the_mean_their_value()
    {
        // (1/2) (sqrt(0.5 0.18) + 0) = 0.15; sqrt(0.5 (0.18 - 0.02) / 2) = 0.2
        Assert.Equal(0.15, BuZouVeeravalli.Bound([0.18, -0.02]), Tolerance);
        Assert.Equal(0.2, BuZouVeeravalli.PooledBound([0.18, -0.02]), Tolerance);
        Assert.Equal(0, BuZouVeeravalli.PooledBound([0.02, -0.18]));
    }

    [Fact]
    public void The_jackknife_of_a_mean_has_its_standard_error()
    {
        // 40 numbers, 20 groups of two. A mean without a group varies about the mean by (group - mean) / 19, so that the jackknife's
        // variance is the variance of the group means over 20; t with 19 degrees of freedom is 2.093024.
        double[] values = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 20))];
        var without = GroupJackknife.Without(40).ToArray();
        Assert.All(without, left => Assert.Equal(38, left.Length));
        Assert.Equal(Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, 19)), without.SelectMany(left => left).Order());
        var interval = GroupJackknife.Interval(9.5, [.. without.Select(left => left.Average(one => values[one]))], 0);
        // Of 0 .. 19 the variance is 35.
        Assert.Equal(9.5 - (2.093024 * Math.Sqrt(35 / 20.0)), interval.Low, 1e-5);
        Assert.Equal(9.5 + (2.093024 * Math.Sqrt(35 / 20.0)), interval.High, 1e-5);
        Assert.Equal(0, GroupJackknife.Interval(1, [-20, 20], 0).Low);
    }

    [Fact]
    public void What_is_no_bound_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PensiaJogLoh.Information(4, 10, 0.1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShwartzZivPainskyTishby.Bound(1, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShwartzZivPainskyTishby.Bound(1, 0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => XuRaginsky.Bound(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuZouVeeravalli.Bound([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuZouVeeravalli.PooledBound([]));
        Assert.Null(new GeneralizationBound(1, BoundKind.VeraPiantanidaVega, "", null, 0, "", "").IsVacuous);
    }
}
