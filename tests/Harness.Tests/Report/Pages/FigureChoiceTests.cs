using Engine;

namespace Harness.Tests.Report.Pages;

/// <summary>The configurations that <c>engine report --config</c> names.</summary>
public sealed class FigureChoiceTests
{
    private static readonly ReportedConfiguration[] Three =
    [
        new("a", """{"seed":0,"network":{"hidden":[100,100]},"training":{"l2":0,"optimizer":"adam"}}""", [0, 1]),
        new("b", """{"seed":0,"network":{"hidden":[100,100]},"training":{"l2":0.0001,"optimizer":"adam"}}""", [0, 1]),
        new("c", """{"seed":0,"network":{"hidden":[30]},"training":{"l2":1E-04,"optimizer":"sgd"}}""", [0, 1]),
    ];

    [Theory]
    [InlineData("l2=1e-4", "1 2")]
    [InlineData("training.l2=0.00010", "1 2")]
    [InlineData("hidden=100-100", "0 1")]
    [InlineData("network.hidden=[100, 100]", "0 1")]
    [InlineData("hidden=30", "2")]
    [InlineData("optimizer=adam", "0 1")]
    [InlineData("seed=1", "0 1 2")]
    public void A_setting_is_a_key_of_the_spec_with_or_without_its_section(string setting, string points) =>
        Assert.Equal(points, string.Join(' ', Of(setting).Points));

    [Fact]
    public void All_settings_must_hold()
    {
        Assert.Equal([1], Of("l2=1e-4", "optimizer=adam").Points);
        Assert.Equal("figures?names=curves&points=1&seed=1", Of("l2=1e-4", "optimizer=adam", "seed=1.0").Fragment);
    }

    [Theory]
    [InlineData("l2", "is no KEY=VALUE")]
    [InlineData("=1", "is no KEY=VALUE")]
    [InlineData("l2=", "is no KEY=VALUE")]
    [InlineData("l3=1", "no configuration has a key l3; they differ in network.hidden, training.l2, training.optimizer")]
    [InlineData("l2=7", "no configuration has it; training.l2 is 0, 0.0001, 1E-04")]
    [InlineData("seed=7", "no run has this seed; there are 0, 1")]
    public void A_setting_that_names_nothing_is_an_error_that_says_what_there_is(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => Of(setting)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_choice_there_are_the_main_figures_of_the_first_configurations()
    {
        var wish = new FigureChoice([], []).Of([.. Enumerable.Repeat(Three[0], 30)]);
        Assert.Equal(FigureChoice.Main, wish.Names);
        Assert.Equal(Enumerable.Range(0, 20), wish.Points);
    }

    private static FigureWish Of(params string[] settings) => new FigureChoice(["curves"], settings).Of(Three);
}
