using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class DestroyingTests
{
    [Fact]
    public void Is_the_first_step_at_chance()
    {
        var reading = Destroying.Of(Curves.Descending(900, 500, 141, 140, 300, 100), Curves.Band());
        Assert.Equal(("destroying", 3), (reading.Name, reading.Value));
    }

    [Fact]
    public void Is_minus_one_when_never() => Assert.Equal(-1, Destroying.Of(Curves.Descending(900, 500, 141), Curves.Band()).Value);

    [Fact]
    public void Width_one() => Assert.Equal(1, Destroying.Of(Curves.Descending(900, 100), Curves.Band()).Value);

    [Fact]
    public void Is_undefined_at_chance() => Assert.True(double.IsNaN(Destroying.Of(Curves.Descending(100, 100), Curves.Band(100)).Value));

    [Fact]
    public void Needs_the_descending_curve() =>
        Assert.Throws<ArgumentException>(() => Destroying.Of(Curves.Ascending(900, 100), Curves.Band()));
}
