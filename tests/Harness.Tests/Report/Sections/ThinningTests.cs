using Harness.Report.Sections;

namespace Harness.Tests.Report.Sections;

public class ThinningTests
{
    [Theory]
    [InlineData(5, 9, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(101, 5, new[] { 0, 25, 50, 75, 100 })]
    [InlineData(7, 1, new[] { 6 })]
    [InlineData(0, 3, new int[0])]
    public void First_and_last_are_kept_and_the_rest_is_even(int count, int most, int[] expected) =>
        Assert.Equal(expected, Thinning.Indices(count, most));
}
