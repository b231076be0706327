using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class OverridesTests
{
    [Fact]
    public void An_override_replaces_the_files_value_or_adds_one()
    {
        var run = Specs.Run("training: {l2: 1}", "training.l2=1e-3", "network.hidden=[30,30]", "name=b");
        Assert.Equal(1e-3, run.Training.L2);
        Assert.Equal([30, 30], run.Network.Hidden);
        Assert.Equal("b", run.Name);
    }

    [Fact]
    public void An_override_says_the_same_as_the_file() => Assert.Equal(
        CanonicalJson.Of(Specs.Run("training: {l2: 0.5, epochs: 3}"), "simd"),
        CanonicalJson.Of(Specs.Run("", "training.l2=0.5", "training.epochs=3"), "simd"));

    [Fact]
    public void The_last_of_two_overrides_wins() =>
        Assert.Equal(7, Specs.Run("", "training.epochs=5", "training.epochs=7").Training.Epochs);

    [Fact]
    public void An_override_repairs_a_wrong_value() =>
        Assert.Equal(5, Specs.Run("training: {epochs: x}", "training.epochs=5").Training.Epochs);

    [Fact]
    public void An_override_of_a_swept_key_replaces_its_axis_with_a_warning()
    {
        var experiment = Specs.Read(Specs.Minimal + "sweep: {training.l2: [0, 1], training.epochs: [1, 2]}", "training.l2=5");
        Assert.Equal(["training.epochs"], experiment.Sweep.Axes.SelectMany(axis => axis.Keys));
        Assert.All(experiment.Points, point => Assert.Equal(5, point.Spec.Training.L2));
        Assert.Equal("override training.l2=5 replaces the sweep over training.l2", Assert.Single(experiment.Warnings));
    }

    [Fact]
    public void An_axis_is_replaced_in_its_place_or_added_last()
    {
        var experiment = Specs.Read(
            Specs.Minimal + "sweep: {training.l2: [0, 1], training.epochs: [1, 2]}",
            "sweep.training.l2=[3]", "sweep.training.dropout=[0, 0.5]");
        Assert.Equal(["training.l2", "training.epochs", "training.dropout"], experiment.Sweep.Axes.SelectMany(axis => axis.Keys));
        Assert.Equal(1 * 2 * 2, experiment.Points.Length);
        Assert.All(experiment.Points, point => Assert.Equal(3, point.Spec.Training.L2));
    }

    [Fact]
    public void The_sweep_is_replaced_or_dropped()
    {
        const string swept = Specs.Minimal + "sweep: {training.l2: [0, 1]}";
        Assert.Equal(3, Specs.Read(swept, "sweep={training.epochs: [1, 2, 3]}").Points.Length);
        Assert.Single(Specs.Read(swept, "sweep={}").Points);
        Assert.Single(Specs.Read(swept, "sweep=").Points);
    }

    [Fact]
    public void Seeds_are_overridden() => Assert.Equal([4, 5], Specs.Read(Specs.Minimal + "seeds: 9", "seeds=[4, 5]").Seeds);

    [Theory]
    [InlineData("training.lr=1", "unknown key training.lr; did you mean training.learning_rate?")]
    [InlineData("epochs=1", "unknown key epochs; did you mean training.epochs?")]
    [InlineData("training=1", "training is a section; name one of its keys: training.optimizer, training.learning_rate")]
    [InlineData("xyzzy.foo=1", "unknown key xyzzy.foo")]
    [InlineData("training.l2=-1", "training.l2 must be a finite number from 0 up; found -1")]
    [InlineData("training.l2=", "found nothing")]
    [InlineData("training.l2=[1", "not valid YAML")]
    [InlineData("training.l2=*a", "refers to no anchor")]
    [InlineData("training.l2", "an override is written key=value")]
    [InlineData("=5", "an override is written key=value")]
    [InlineData("sweep.training.lr=[1]", "sweep axis: unknown key training.lr; did you mean training.learning_rate?")]
    [InlineData("sweep.training.l2=1", "must be a list of at least one value; found 1")]
    [InlineData("network.hidden=[]", "network.hidden is an empty list")]
    public void A_wrong_override_is_named(string text, string expected)
    {
        var mistake = Specs.Mistake(Specs.Minimal, text);
        Assert.Equal($"override {text}", mistake.File);
        Assert.Equal(0, mistake.Line);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.StartsWith($"override {text}: ", mistake.ToString(), StringComparison.Ordinal);
    }
}
