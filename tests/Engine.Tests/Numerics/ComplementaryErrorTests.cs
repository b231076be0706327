using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class ComplementaryErrorTests
{
    [Theory] // mpmath with 40 digits, on both sides of where approximations meet.
    [InlineData(1e-09, 0.99996431751768883874)]
    [InlineData(0.0001, 0.98871658444415038281)]
    [InlineData(0.05, 0.75182963404584927583)]
    [InlineData(0.2, 0.52708925686553807367)]
    [InlineData(0.2197265625, 0.50738652678206200841)]
    [InlineData(0.21972656250000003, 0.50738652678206198159)]
    [InlineData(0.22, 0.50712245535982514541)]
    [InlineData(1, 0.15729920705028513066)]
    [InlineData(3, 0.014305878435429639526)]
    [InlineData(15.9, 1.7089274371490976918e-8)]
    [InlineData(16, 1.5417257900280018852e-8)]
    [InlineData(16.000000000000004, 1.5417257900279962461e-8)]
    [InlineData(16.1, 1.390907555989914766e-8)]
    [InlineData(50, 1.5239706048321052132e-23)]
    [InlineData(300, 1.674167984691787762e-132)]
    [InlineData(650, 1.1303728441492742445e-284)]
    public void Of_a_square_it_is_right_to_the_last_digits(double square, double expected) =>
        Assert.InRange(ComplementaryError.OfSquare(square), expected * (1 - Tolerance(square)), expected * (1 + Tolerance(square)));

    [Fact]
    public void It_begins_at_1_and_ends_at_0()
    {
        Assert.Equal(1, ComplementaryError.OfSquare(0));
        Assert.Equal(0, ComplementaryError.OfSquare(double.PositiveInfinity));
        Assert.Equal(0, ComplementaryError.OfSquare(800));
    }

    /// <summary>The exponential multiplies what a square is rounded by.</summary>
    private static double Tolerance(double square) => 1e-15 + (1.2e-16 * square);
}
