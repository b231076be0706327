using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class PlateauTests
{
    [Fact]
    public void Ends_before_the_first_step_outside()
    {
        // Step 3 falls out; that step 4 comes back does not count.
        var reading = Plateau.Of(Curves.Ascending(900, 905, 884, 883, 900, 100), Curves.Band());
        Assert.Equal(("plateau", AblationDirection.Ascending, 2), (reading.Name, reading.Direction, reading.Value));
        Assert.Contains("step 3 falls to 0.883", reading.Detail);
    }

    [Fact]
    public void Is_the_width_when_the_curve_never_leaves_the_band() =>
        Assert.Equal(3, Plateau.Of(Curves.Random(900, 890, 890, 885), Curves.Band()).Value);

    [Fact]
    public void Is_zero_when_the_first_step_leaves() => Assert.Equal(0, Plateau.Of(Curves.Ascending(900, 100, 900), Curves.Band()).Value);

    [Theory]
    [InlineData(890, 1)]
    [InlineData(100, 0)]
    public void Width_one(int without, int expected) =>
        Assert.Equal(expected, Plateau.Of(Curves.Ascending(900, without), Curves.Band()).Value);

    [Fact]
    public void Is_undefined_at_chance()
    {
        var reading = Plateau.Of(Curves.Ascending(100, 100), Curves.Band(100));
        Assert.True(double.IsNaN(reading.Value));
        Assert.Contains("does not exceed", reading.Detail);
    }
}
