using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class SimpsonReversalTests
{
    [Theory]
    [InlineData(0.1, -0.2, -0.1, 1)]
    [InlineData(-0.1, -0.2, -0.1, 0)]
    [InlineData(0.1, 0.2, 0.1, 0)]
    [InlineData(0.0, -0.2, -0.1, 0)]
    [InlineData(0.1, -0.2, 0.0, 0)]
    [InlineData(0.1, -0.2, 0.1, double.NaN)]
    [InlineData(double.NaN, -0.2, -0.1, double.NaN)]
    [InlineData(0.1, double.NaN, -0.1, double.NaN)]
    public void Signs(double network, double first, double second, double expected) =>
        Assert.Equal(expected, SimpsonReversal.Of(network, [first, second]).Value);

    [Fact]
    public void Says_why_it_is_undefined() => Assert.Contains("mixed sign", SimpsonReversal.Of(0.1, [-0.2, 0.1]).Detail);
}
