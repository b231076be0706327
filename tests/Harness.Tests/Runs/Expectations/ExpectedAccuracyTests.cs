using Engine;
using Harness.Runs.Expectations;

namespace Harness.Tests.Runs.Expectations;

public sealed class ExpectedAccuracyTests
{
    [Theory]
    // One answer of 360 is 0.00278.
    [InlineData("0.867", 360, 0.8667, true)]
    [InlineData("0.8667", 360, 312 / 360.0, true)]
    [InlineData("0.8667", 360, 311 / 360.0, true)]
    [InlineData("0.8667", 360, 310 / 360.0, false)]
    // Half a unit is 0.00005, one answer of 100,000 is 0.00001.
    [InlineData("0.9604", 100_000, 0.96046, true)]
    [InlineData("0.9604", 100_000, 0.96047, false)]
    [InlineData(".9604", 10_000, 0.96, false)]
    [InlineData("1.000", 360, 1, true)]
    [InlineData("0.500", 360, double.NaN, false)]
    public void It_holds_within_half_a_unit_of_the_last_digit_and_one_answer(string text, int samples, double accuracy, bool holds) =>
        Assert.Equal(holds, ExpectedAccuracy.Parse(text).Holds(accuracy, samples));

    [Theory]
    [InlineData("0.97")]
    [InlineData("96.660")]
    [InlineData("1.001")]
    [InlineData("0,9666")]
    [InlineData("9.6e-1")]
    [InlineData("-0.966")]
    [InlineData("good")]
    public void A_number_that_says_too_little_or_is_no_share_is_refused(string text) => Assert.StartsWith(
        $"--expect-accuracy is {text}: needed is the share of right answers",
        Assert.Throws<UsageException>(() => ExpectedAccuracy.Parse(text)).Message,
        StringComparison.Ordinal);
}
