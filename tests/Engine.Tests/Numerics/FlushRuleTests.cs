using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class FlushRuleTests
{
    private static readonly float Threshold = MathF.ScaleB(1, -63);

    [Fact]
    public void The_threshold_is_two_to_the_minus_63_so_that_its_square_is_normal()
    {
        Assert.Equal(FlushRule.Threshold, Threshold);
        Assert.True(float.IsNormal(FlushRule.Threshold * FlushRule.Threshold));
        Assert.False(float.IsNormal(MathF.BitDecrement(FlushRule.Threshold) * MathF.BitDecrement(FlushRule.Threshold)));
    }

    [Fact]
    public void Only_what_is_below_the_threshold_becomes_zero()
    {
        var below = MathF.BitDecrement(Threshold);
        float[] values = [0, Threshold, -Threshold, below, -below, float.Epsilon, 1, float.NaN, float.NegativeInfinity];
        FlushRule.Apply(values);
        Assert.Equal([0, Threshold, -Threshold, 0, 0, 0, 1, float.NaN, float.NegativeInfinity], values);
    }
}
