using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class SpearmanTests
{
    [Fact]
    public void Without_ties_it_is_one_less_the_squared_differences()
    {
        // 1 - 6 sum d^2 / (n (n^2 - 1)); ranks 1..5 against 1, 3, 2, 5, 4: d^2 = 0, 1, 1, 1, 1.
        Assert.Equal(1 - (6 * 4 / 120.0), Spearman.Correlation([10, 20, 30, 40, 50], [0.1, 0.7, 0.3, 99, 8]), 1e-15);
    }

    [Fact]
    public void Equal_values_share_their_mean_rank()
    {
        // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4, centred -1.5, 0, 0, 1.5 and -1.5, -0.5, 0.5, 1.5: 4.5 / sqrt(4.5 * 5).
        Assert.Equal(4.5 / Math.Sqrt(22.5), Spearman.Correlation([0, 7, 7, 9], [1, 2, 3, 4]), 1e-15);
    }

    [Fact]
    public void Only_the_order_counts()
    {
        Assert.Equal(1, Spearman.Correlation([1, 2, 3, 9], [-5, 0, 1e9, double.PositiveInfinity]), 1e-15);
        Assert.Equal(-1, Spearman.Correlation([1, 2, 3, 9], [4, 3, 2, 1]), 1e-15);
    }

    [Fact]
    public void Undefined_for_a_constant_and_for_fewer_than_two()
    {
        Assert.True(double.IsNaN(Spearman.Correlation([1, 1, 1], [1, 2, 3])));
        Assert.True(double.IsNaN(Spearman.Correlation([1, 2, 3], [0, 0, 0])));
        Assert.True(double.IsNaN(Spearman.Correlation([1], [1])));
        Assert.True(double.IsNaN(Spearman.Correlation([], [])));
    }

    [Fact]
    public void Bad_input()
    {
        Assert.Throws<ArgumentException>(() => Spearman.Correlation([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Spearman.Correlation([1, double.NaN], [1, 2]));
    }
}
