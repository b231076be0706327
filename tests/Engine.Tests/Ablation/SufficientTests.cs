using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class SufficientTests
{
    [Fact]
    public void Is_the_width_less_the_plateau()
    {
        // Of 5 neurons the lowest 2 can go: the highest 3 are enough.
        var reading = Sufficient.Of(Curves.Ascending(900, 905, 884, 883, 900, 100), Curves.Band());
        Assert.Equal(("sufficient", 3), (reading.Name, reading.Value));
        Assert.Contains("highest 3 of 5", reading.Detail);
    }

    [Fact]
    public void Is_zero_when_the_curve_never_leaves_the_band() =>
        Assert.Equal(0, Sufficient.Of(Curves.Ascending(900, 900, 900), Curves.Band()).Value);

    [Fact]
    public void Width_one() => Assert.Equal(1, Sufficient.Of(Curves.Ascending(900, 100), Curves.Band()).Value);

    [Fact]
    public void Is_undefined_at_chance() => Assert.True(double.IsNaN(Sufficient.Of(Curves.Ascending(90, 100), Curves.Band(90)).Value));

    [Fact]
    public void Needs_the_ascending_curve() =>
        Assert.Throws<ArgumentException>(() => Sufficient.Of(Curves.Descending(900, 100), Curves.Band()));
}
