using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class SynergisticTests
{
    [Fact]
    public void Candidates_are_active_and_not_significant() =>
        Assert.Equal([1, 4], Synergistic.Candidates([false, false, true, false, false], [0.05, 0.051, 1, 0, 1], new ReadingSettings()));

    [Fact]
    public void An_inactive_neuron_needs_no_q_value()
    {
        Assert.Empty(Synergistic.Candidates([true], [double.NaN], new ReadingSettings()));
        Assert.Throws<ArgumentException>(() => Synergistic.Candidates([false], [double.NaN], new ReadingSettings()));
        Assert.Throws<ArgumentException>(() => Synergistic.Candidates([false], [], new ReadingSettings()));
    }

    [Theory]
    [InlineData(884, 0)] // costs just epsilon (A0 - c), not more
    [InlineData(883, 7)]
    [InlineData(950, 0)]
    public void Count_only_if_they_are_missed(int correctWithout, int expected)
    {
        var reading = Synergistic.Of(Curves.Band(), 7, correctWithout);
        Assert.Equal(("synergistic", expected), (reading.Name, reading.Value));
    }

    [Fact]
    public void Is_undefined_at_chance() => Assert.True(double.IsNaN(Synergistic.Of(Curves.Band(100), 7, 0).Value));
}
