using Engine.Ablation;
using Engine.Data;
using Engine.Networks;

namespace Engine.Tests.Ablation;

public sealed class ReferenceAblationTests
{
    /// <summary>Two ReLU neurons copy the two features; logit 0 is twice the first and the second, logit 1 is 4.</summary>
    private static readonly Network Network = new(
        [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [2, 1, 0, 0], [0, 4])], Activation.Relu);

    private static readonly LabelledData Data = new(new FloatFeatures([3, 1, -1, 5, 1, 1], 3, 2), [0, 0, 1], 2);

    private static readonly AblationOrder Order = new("by hand", AblationDirection.Ascending, 0, [new(1, 1), new(1, 0)]);

    [Fact]
    public void Every_step_by_hand()
    {
        var curve = Assert.Single(new ReferenceAblation(Network)
            .Ablate(new AblationRequest(Data, new AblationScope(1), [Order], 0, 0), TestContext.Current.CancellationToken));
        // Logit 0 of the samples: 7 5 3; without the second neuron 6 0 2; without both 0 0 0. Logit 1 is 4.
        Assert.Equal([3, 2, 1], curve.Correct);
        Assert.Equal([0, 0, 0], curve.NearTies);
        Assert.Equal((Softplus(-3) + Softplus(-1) + Softplus(-1)) / 3, curve.Loss[0], 14);
        Assert.Equal((Softplus(-2) + Softplus(4) + Softplus(-2)) / 3, curve.Loss[1], 14);
        Assert.Equal((Softplus(4) + Softplus(4) + Softplus(-4)) / 3, curve.Loss[2], 14);
    }

    [Fact]
    public void Ties_go_to_the_lowest_class_and_are_counted()
    {
        var data = new LabelledData(new FloatFeatures([2, 0, 0, 4], 2, 2), [0, 1], 2);
        var curve = Assert.Single(new ReferenceAblation(Network)
            .Ablate(new AblationRequest(data, AblationScope.Network, [Order], 0, 0), TestContext.Current.CancellationToken));
        // Both samples have logits 4 and 4; without the second neuron 4 and 0 against 4.
        Assert.Equal([1, 2, 1], curve.Correct);
        Assert.Equal([2, 1, 0], curve.NearTies);
    }

    [Fact]
    public void What_is_not_finite_is_an_error_that_names_step_and_sample()
    {
        var data = new LabelledData(new FloatFeatures([1, 1, float.NaN, 1], 2, 2), [0, 1], 2);
        var error = Assert.Throws<UserErrorException>(() =>
            new ReferenceAblation(Network)
                .Ablate(new AblationRequest(data, new AblationScope(1), [Order], 0, 0), TestContext.Current.CancellationToken));
        Assert.Contains("step 0: the loss of sample 1 is NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_that_the_network_has_not_is_refused() => Assert.Throws<ArgumentException>(() =>
        new ReferenceAblation(Network)
            .Ablate(new AblationRequest(Data, new AblationScope(2), [Order], 0, 0), TestContext.Current.CancellationToken));

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}
