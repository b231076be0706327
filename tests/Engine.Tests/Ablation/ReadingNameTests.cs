using System.Globalization;
using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class ReadingNameTests
{
    [Theory]
    [InlineData(0, "sufficient_0")]
    [InlineData(0.02, "sufficient_2")]
    [InlineData(0.07, "sufficient_7")] // 0.07 * 100 is 7.000000000000001
    [InlineData(0.025, "sufficient_2.5")]
    [InlineData(1, "sufficient_100")]
    [InlineData(1e-5, "sufficient_0.001")]
    [InlineData(1e-300, "sufficient_1e-298")]
    [InlineData(1.5e-11, "sufficient_1.5e-9")]
    [InlineData(0.3333333333333333, "sufficient_33.33333333333333")]
    public void A_tolerance_is_named_in_percent(double tolerance, string name) => Assert.Equal(name, At(tolerance));

    [Fact]
    public void Two_tolerances_never_have_one_name()
    {
        // Around each power of ten from 1 to the least double, the neighbours too: at a decade the text changes its form.
        double[] decades = [.. Enumerable.Range(0, 324).Select(power => double.Parse($"1e-{power}", CultureInfo.InvariantCulture))];
        double[] tolerances = [0, .. decades.SelectMany(share => new[] { Math.BitDecrement(share), share, Math.BitIncrement(share) })];
        var different = tolerances.Where(share => share <= 1).Distinct().ToArray();
        Assert.Equal(different.Length, different.Select(At).Distinct().Count());
    }

    private static string At(double tolerance) => new Reading("sufficient", null, 0, "").At(tolerance).Name;
}
