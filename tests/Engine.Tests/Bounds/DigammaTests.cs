using Engine.Bounds;

namespace Engine.Tests.Bounds;

public sealed class DigammaTests
{
    private const double EulerMascheroni = 0.57721566490153286;

    [Fact]
    public void At_one_and_a_half_it_is_known()
    {
        Assert.Equal(-EulerMascheroni, Digamma.Of(1), 1e-14);
        Assert.Equal(-EulerMascheroni - (2 * Math.Log(2)), Digamma.Of(0.5), 1e-14);
        // psi(4) = 1 + 1/2 + 1/3 - gamma
        Assert.Equal((11.0 / 6) - EulerMascheroni, Digamma.Of(4), 1e-14);
    }

    [Fact]
    public void It_grows_by_one_over_x()
    {
        for (var x = 0.25; x < 40; x += 0.37)
            Assert.Equal(1 / x, Digamma.Of(x + 1) - Digamma.Of(x), 1e-12);
    }
}
