using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class RedundantTests
{
    [Fact]
    public void Low_is_the_ascending_plateau_less_the_inactive_which_come_first()
    {
        var curve = Curves.Ascending(900, 899, 890, 885, 500, 100);
        Assert.Equal(("redundant_low", 2), Pair(Redundant.Low(curve, Curves.Band(), 1)));
        Assert.Equal(("redundant_low", 0), Pair(Redundant.Low(curve, Curves.Band(), 4)));
    }

    [Fact]
    public void High_is_the_descending_plateau()
    {
        Assert.Equal(("redundant_high", 3), Pair(Redundant.High(Curves.Descending(900, 899, 890, 885, 500, 100), Curves.Band())));
        Assert.Equal(("redundant_high", 0), Pair(Redundant.High(Curves.Descending(900, 100, 900), Curves.Band())));
    }

    [Fact]
    public void All_inactive_leaves_none_below_and_all_above()
    {
        Assert.Equal(0, Redundant.Low(Curves.Ascending(900, 900, 900), Curves.Band(), 2).Value);
        Assert.Equal(2, Redundant.High(Curves.Descending(900, 900, 900), Curves.Band()).Value);
    }

    [Fact]
    public void Is_undefined_at_chance()
    {
        Assert.True(double.IsNaN(Redundant.Low(Curves.Ascending(100, 100), Curves.Band(100), 0).Value));
        Assert.True(double.IsNaN(Redundant.High(Curves.Descending(100, 100), Curves.Band(100)).Value));
    }

    [Fact]
    public void More_inactive_than_neurons_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Redundant.Low(Curves.Ascending(900, 100), Curves.Band(), 2));

    private static (string, double) Pair(Reading reading) => (reading.Name, reading.Value);
}
