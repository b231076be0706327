using Kernels.Ilgpu.Arithmetic;

namespace Ilgpu.Tests.Arithmetic;

/// <summary>Against .NET's float64 functions; one unit in the last place of float32 is at most 2^-23 of the value.</summary>
public class ElementaryTests
{
    private const double Ulp = 1.0 / (1 << 23);

    [Fact]
    public void Exp_is_within_2_ulp()
    {
        for (var x = -87f; x < 88.5f; x += 0.00731f)
            Assert.InRange(Elementary.Exp(x) / Math.Exp(x), 1 - (2 * Ulp), 1 + (2 * Ulp));
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-88f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(89f, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void Exp_at_its_ends(float x, float expected) => Assert.Equal(expected, Elementary.Exp(x));

    [Fact]
    public void Log_is_within_2_ulp()
    {
        for (var x = 1.01f; x < 1000; x *= 1.00037f)
            Assert.InRange(Elementary.Log(x) / Math.Log(x), 1 - (2 * Ulp), 1 + (2 * Ulp));
        for (var x = 1f; x < 1.01f; x += 0.00001f)
            Assert.InRange(Elementary.Log(x) - Math.Log(x), -Ulp * 0.01, Ulp * 0.01);
    }

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void Log_at_its_ends(float x, float expected) => Assert.Equal(expected, Elementary.Log(x));
}
