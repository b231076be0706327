using Engine.Networks.Sequential;

namespace Engine.Tests.Networks.Sequential;

public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("fc9", "fc10")]
    [InlineData("0", "2")]
    [InlineData("2", "10")]
    [InlineData("a", "b")]
    [InlineData("a", "a1")]
    [InlineData("", "a")]
    [InlineData("a1b2", "a1b10")]
    [InlineData("a1b9", "a2b1")]
    [InlineData("layer99999999999999999998", "layer99999999999999999999")]
    [InlineData("a007", "a8")]
    [InlineData("net.9", "net.10.x")]
    public void The_first_comes_before_the_second(string first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, NaturalOrder.Instance.Compare(first, first));
    }

    [Fact]
    public void Leading_zeros_do_not_count() => Assert.Equal(0, NaturalOrder.Instance.Compare("a01b", "a1b"));
}
