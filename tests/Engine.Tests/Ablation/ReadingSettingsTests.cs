using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class ReadingSettingsTests
{
    [Fact]
    public void Defaults() => Assert.Equal(new ReadingSettings(0.05, 0.05, 0.05), new ReadingSettings());

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Shares_are_from_zero_to_one(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingSettings(Epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingSettings(Delta: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingSettings(Significance: value));
    }
}
