using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(70_000)]
    public void It_sorts_as_comparisons_do(int length)
    {
        var random = new Random(length);
        double[] odd = [0, double.Epsilon, 1, double.MaxValue, double.PositiveInfinity, 0.5, 1e-300];
        double[] values = [.. Enumerable.Range(0, length).Select(i => i % 3 == 0 ? odd[random.Next(odd.Length)] : random.NextDouble())];
        double[] expected = [.. values.Order()];
        RadixSort.Ascending(values, new double[length]);
        Assert.Equal(expected, values);
    }

    /// <summary>Of one value no digit sorts; of two, one does, and the result lies in the room.</summary>
    [Fact]
    public void Digits_that_all_share_are_passed_over()
    {
        double[] same = [.. Enumerable.Repeat(0.25, 50)];
        RadixSort.Ascending(same, new double[50]);
        Assert.All(same, value => Assert.Equal(0.25, value));
        double[] two = [2, 1, 2, 1];
        RadixSort.Ascending(two, new double[4]);
        Assert.Equal([1, 1, 2, 2], two);
    }

    [Fact]
    public void Room_of_another_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RadixSort.Ascending(new double[3], new double[2]));
}
