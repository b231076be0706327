using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class LaneMathTests
{
    /// <summary>The largest error that the documentation promises.</summary>
    private const double MostUlps = 2;

    [Fact]
    public void The_exponential_of_numbers_up_to_zero_is_that_of_float64_to_some_ulp()
    {
        var worst = 0.0;
        for (var x = -87f; x <= 0; x += 1f / 1024)
        {
            var exact = Math.Exp(x);
            var ulp = MathF.BitIncrement((float)exact) - (float)exact;
            worst = Math.Max(worst, Math.Abs(Exp(x) - exact) / ulp);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{worst:f2} ulp");
        Assert.True(worst <= MostUlps, $"{worst:f2} ulp");
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-87.5f, 0f)]
    [InlineData(-1e30f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void The_exponential_keeps_its_ends(float x, float expected) => Assert.Equal(expected, Exp(x));

    [Fact]
    public void Every_width_gives_the_same_exponential()
    {
        for (var x = -90f; x <= 0; x += 0.37f)
        {
            Assert.Equal(Exp(x), LaneMath<Lanes128, Vector128<float>>.ExpOfNonPositive(Vector128.Create(x))[3]);
            Assert.Equal(Exp(x), LaneMath<Lanes512, Vector512<float>>.ExpOfNonPositive(Vector512.Create(x))[11]);
        }
    }

    [Fact]
    public void What_the_exponential_lacks_to_1_has_as_many_digits_where_it_is_small()
    {
        for (var x = -1e-30f; x > -100; x *= 1.7f)
        {
            // 1 - exp x = -x (1 + x/2 (1 + x/3 (1 + x/4))) up to x^5 / 120.
            var expected = x > -1e-2 ? -x * (1 + (x / 2.0 * (1 + (x / 3.0 * (1 + (x / 4.0)))))) : 1 - Math.Exp(x);
            var exponential = LaneMath<Lanes256, Vector256<float>>.ExpOfNonPositive(Vector256.Create(x), out var lacking);
            Assert.Equal(1, lacking[4] / expected, 5e-7);
            Assert.Equal(Exp(x), exponential[4]);
        }
        LaneMath<Lanes256, Vector256<float>>.ExpOfNonPositive(Vector256.Create(float.NegativeInfinity), out var all);
        Assert.Equal(1, all[0]);
    }

    [Theory]
    [InlineData(1f, 1f)]
    [InlineData(-1f, 0f)]
    [InlineData(1e-20f, 0f)]
    [InlineData(FlushRule.Threshold, FlushRule.Threshold)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    public void Relu_flushes_and_lets_nan_show(float z, float expected) =>
        Assert.Equal(expected, LaneMath<Lanes256, Vector256<float>>.Relu(Vector256.Create(z))[5]);

    private static float Exp(float x) => LaneMath<Lanes256, Vector256<float>>.ExpOfNonPositive(Vector256.Create(x))[2];
}
