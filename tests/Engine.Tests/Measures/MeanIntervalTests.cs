using Engine.Measures;
using Engine.Randomness;

namespace Engine.Tests.Measures;

public sealed class MeanIntervalTests
{
    /// <summary>Mean 2, standard error 1/sqrt(3), t of two degrees of freedom 4.3027.</summary>
    [Fact]
    public void By_hand()
    {
        var interval = MeanInterval.Of([1, 2, 3], ValueRange.Any)!.Value;
        Assert.Equal(2 - (4.3026527297 / Math.Sqrt(3)), interval.Low, 1e-9);
        Assert.Equal(2 + (4.3026527297 / Math.Sqrt(3)), interval.High, 1e-9);
    }

    [Fact]
    public void One_value_has_none()
    {
        Assert.Null(MeanInterval.Of([2], ValueRange.Any));
        Assert.Null(MeanInterval.Of([], ValueRange.Any));
    }

    /// <summary>Rounding does not widen the interval of equal values, nor does a range move it.</summary>
    [Fact]
    public void Equal_values_have_no_width()
    {
        Assert.Equal(new ConfidenceInterval(0.1, 0.1), MeanInterval.Of([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], ValueRange.Any));
        Assert.Equal(new ConfidenceInterval(-1, -1), MeanInterval.Of([-1, -1], new ValueRange(0, 5)));
    }

    [Fact]
    public void Ends_where_the_range_ends()
    {
        Assert.Equal(new ConfidenceInterval(0, 4), MeanInterval.Of([1, 3], new ValueRange(0, 4)));
        var low = MeanInterval.Of([1, 3], new ValueRange(0, double.PositiveInfinity))!.Value;
        Assert.Equal(0, low.Low);
        Assert.Equal(2 + 12.7062047362, low.High, 1e-9);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_no_number_is_refused(double value) =>
        Assert.Throws<ArgumentException>(() => MeanInterval.Of([1, value], ValueRange.Any));

    /// <summary>
    /// How often the interval holds the true mean, over 4,000 draws: at its level for normal values, somewhat less for skewed ones. The
    /// standard error of such a share is 0.0034 at 0.95 and 0.006 at 0.8. These are the numbers of harness/docs/method.md.
    /// </summary>
    [Theory]
    [InlineData("normal", 2, 0.95)]
    [InlineData("normal", 3, 0.95)]
    [InlineData("normal", 5, 0.95)]
    [InlineData("normal", 10, 0.95)]
    [InlineData("exponential", 2, 0.91)]
    [InlineData("exponential", 3, 0.88)]
    [InlineData("exponential", 5, 0.88)]
    [InlineData("exponential", 10, 0.9)]
    [InlineData("integer", 2, 0.83)]
    [InlineData("integer", 3, 0.94)]
    [InlineData("integer", 5, 0.95)]
    [InlineData("integer", 10, 0.94)]
    public void Holds_the_mean_as_often_as_it_says(string distribution, int seeds, double expected)
    {
        const int Draws = 4000;
        var random = new RandomStream(11, RandomPurpose.DataGeneration, (ulong)seeds);
        var held = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var values = Enumerable.Range(0, seeds).Select(_ => Draw()).ToArray();
            var interval = MeanInterval.Of(values, ValueRange.Any)!.Value;
            held += interval.Low <= 1 && 1 <= interval.High ? 1 : 0;
        }
        Assert.Equal(expected, (double)held / Draws, 0.02);

        // Each of mean 1; the integers are Poisson's, as small counts of neurons are.
        double Draw() => distribution switch
        {
            "normal" => 1 + random.NextNormal(),
            "exponential" => -Math.Log(1 - random.NextDouble()),
            _ => Poisson(),
        };

        int Poisson()
        {
            var (count, product) = (0, random.NextDouble());
            for (; product > Math.Exp(-1); count++)
                product *= random.NextDouble();
            return count;
        }
    }
}
