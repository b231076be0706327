using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class AblationCurveTests
{
    [Fact]
    public void Accuracy_is_the_share_of_right_answers()
    {
        var curve = Curves.Ascending(900, 450, 100);
        Assert.Equal(2, curve.Width);
        Assert.Equal([0.9, 0.45, 0.1], Enumerable.Range(0, 3).Select(curve.Accuracy));
        Assert.Equal("layer-1", curve.Scope.Name);
        Assert.Equal("network", AblationScope.Network.Name);
        Assert.Equal("layer 1 neuron 1", curve.Removed[1].ToString());
    }

    [Fact]
    public void Every_array_has_one_more_step_than_neurons() => Assert.Throws<ArgumentException>(() =>
        new AblationCurve(AblationScope.Network, "entropy", AblationDirection.Ascending, 0, [new NeuronId(1, 0)], [1, 1], [0], [0, 0], 1));

    [Fact]
    public void A_count_beyond_the_samples_is_named() =>
        Assert.Contains("step 1: 1001 correct of 1000", Assert.Throws<ArgumentException>(() => Curves.Ascending(900, 1001)).Message);

    [Fact]
    public void Direction_names() =>
        Assert.Equal(["ascending", "descending", "random"], Enum.GetValues<AblationDirection>().Select(direction => direction.NameOf()));
}
