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
                1, BoundKind.ShwartzZivPainskyTishby, ShwartzZivPainskyTishby.Bound(12, 0.05, 2048), 0, "", "").IsVacuous);
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
    }

    [Fact]
    public void What_is_no_bound_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PensiaJogLoh.Information(4, 10, 0.1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShwartzZivPainskyTishby.Bound(1, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShwartzZivPainskyTishby.Bound(1, 0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => XuRaginsky.Bound(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuZouVeeravalli.Bound([0.1, -0.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuZouVeeravalli.Bound([]));
        Assert.Null(new GeneralizationBound(1, BoundKind.VeraPiantanidaVega, null, 0, "", "").IsVacuous);
    }
}
