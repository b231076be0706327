using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class StudentTTests
{
    /// <summary>From the tables of the distribution: t with 0.975 below it.</summary>
    [Theory]
    [InlineData(1, 12.7062047362)]
    [InlineData(2, 4.3026527297)]
    [InlineData(3, 3.1824463053)]
    [InlineData(4, 2.7764451052)]
    [InlineData(9, 2.2621571627)]
    [InlineData(29, 2.0452296421)]
    [InlineData(99, 1.9842169515)]
    [InlineData(1000, 1.9623390808)]
    public void Of_the_tables(int freedom, double expected) => Assert.Equal(expected, StudentT.TwoSided(0.95, freedom), 1e-9);

    /// <summary>One degree of freedom is Cauchy's distribution; two have a closed form too.</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void Closed_forms(double probability)
    {
        Assert.Equal(1, StudentT.TwoSided(probability, 1) / Math.Tan(Math.PI * probability / 2), 1e-9);
        Assert.Equal(
            1, StudentT.TwoSided(probability, 2) / (probability * Math.Sqrt(2) / Math.Sqrt(1 - (probability * probability))), 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public void Goes_from_0_to_1(int freedom)
    {
        Assert.Equal(0, StudentT.Within(0, freedom));
        Assert.Equal(1, StudentT.Within(double.PositiveInfinity, freedom), 1e-15);
        var steps = Enumerable.Range(0, 100).Select(step => StudentT.Within(step * 0.1, freedom)).ToArray();
        Assert.Equal(steps.Order(), steps);
        Assert.Equal(0.3, StudentT.Within(StudentT.TwoSided(0.3, freedom), freedom), 1e-14);
    }

    [Fact]
    public void Out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Within(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Within(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Within(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSided(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSided(1, 1));
    }
}
