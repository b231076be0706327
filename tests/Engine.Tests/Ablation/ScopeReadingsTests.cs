using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class ScopeReadingsTests
{
    [Fact]
    public void The_talks_picture_in_small()
    {
        // Ten neurons: four inactive, the two highest suffice, three destroy.
        var ascending = Curves.Ascending(900, 900, 900, 900, 900, 899, 895, 890, 886, 400, 100);
        var descending = Curves.Descending(900, 700, 300, 120, 110, 100, 100, 100, 100, 100, 100);
        var random = Curves.Random(900, 890, 850, 800, 700, 500, 400, 300, 200, 150, 100);
        var readings = ScopeReadings.OfRanking(ascending, descending, [random], Curves.Band(), inactive: 4);

        double Value(string name, AblationDirection? direction) =>
            readings.Single(reading => reading.Name == name && reading.Direction == direction).Value;
        Assert.Equal(
            new Reading("intact_accuracy", null, 0.9, "900 of 1000; the largest class has 100"),
            ScopeReadings.IntactAccuracy(Curves.Band()));
        Assert.Equal(8, Value("plateau", AblationDirection.Ascending));
        Assert.Equal(0, Value("plateau", AblationDirection.Descending));
        Assert.Equal(2, Value("sufficient", AblationDirection.Ascending));
        Assert.Equal(3, Value("destroying", AblationDirection.Descending));
        Assert.Equal(0, Value("redundant_high", AblationDirection.Descending));
        Assert.Equal(4, Value("redundant_low", AblationDirection.Ascending));
        Assert.True(Value("area_vs_random", AblationDirection.Ascending) > 0);
        Assert.True(Value("area_vs_random", AblationDirection.Descending) < 0);
    }

    [Fact]
    public void The_detail_of_the_intact_accuracy_tells_chance()
    {
        Assert.Equal(0.1, ScopeReadings.ChanceIn(ScopeReadings.IntactAccuracy(Curves.Band()).Detail));
        Assert.Equal(double.NaN, ScopeReadings.ChanceIn(""));
    }

    [Fact]
    public void At_chance_nothing_is_a_number_and_says_why()
    {
        var readings = ScopeReadings.OfRanking(
            Curves.Ascending(100, 100), Curves.Descending(100, 100), [Curves.Random(100, 100)], Curves.Band(100), inactive: 1);
        Assert.All(readings, reading => Assert.Equal(double.NaN, reading.Value));
        Assert.All(
            readings, reading => Assert.Contains("the intact accuracy 0.1 does not exceed 0.1", reading.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_random_orders_only_what_compares_with_them_is_undefined()
    {
        var readings = ScopeReadings.OfRanking(Curves.Ascending(900, 900), Curves.Descending(900, 900), [], Curves.Band(), inactive: 0);
        var undefined = readings.Where(reading => double.IsNaN(reading.Value)).ToArray();
        Assert.Equal(
            [
                "area_vs_random", "area_vs_random_rank", "area_vs_random", "area_vs_random_rank",
                .. SharesVsRandom.Percents.Concat(SharesVsRandom.Percents).Select(SharesVsRandom.NameOf),
            ],
            undefined.Select(reading => reading.Name));
        Assert.All(undefined, reading => Assert.Contains("ablation.random is 0", reading.Detail, StringComparison.Ordinal));
    }
}
