using Engine;
using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Removed outputs replaced by their mean or by draws, against the plain reference.</summary>
public abstract partial class AnalysisDeviceContract
{
    [Theory]
    [MemberData(nameof(AllCases))]
    public void Every_step_with_means_is_that_of_a_full_forward_pass(AblationCase which) =>
        AssertReference(which, which.Request() with { Replaced = Means(which) });

    [Theory]
    [MemberData(nameof(FewCases))]
    public void Every_step_with_draws_is_that_of_a_full_forward_pass(AblationCase which)
    {
        var request = which.Request() with { Replaced = Draws(which, 1) };
        AssertReference(which, request);
        // Another seed draws others.
        Assert.NotEqual(Losses(Ablate(which.Network, request)), Losses(Ablate(which.Network, request with { Replaced = Draws(which, 2) })));
    }

    [Theory]
    [MemberData(nameof(FewCases))]
    public void With_replacements_too_threads_memory_and_company_leave_no_trace(AblationCase which)
    {
        var request = which.Request() with { Replaced = Draws(which, 1) };
        var expected = Ablate(which.Network, request);
        foreach (var resources in new[]
        {
            Scarce,
            new AnalysisResources(ManyThreads, 1 << 20),
            new AnalysisResources(ManyThreads, 1L << 40),
        })
            Agreement.Identical(expected, Ablate(which.Network, request, resources));
        for (var order = 0; order < expected.Count; order++)
            Agreement.Identical([expected[order]], Ablate(which.Network, request with { Orders = [request.Orders[order]] }));
    }

    /// <summary>Exact sums: every output is a small whole number.</summary>
    [Fact]
    public void Means_by_hand()
    {
        // Two ReLU neurons copy the two features; logit 0 is their sum, logit 1 is 3. Removed outputs become 2 and 1.
        var network = new Network(
            [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [1, 1, 0, 0], [0, 3])], Activation.Relu);
        var data = new LabelledData(new FloatFeatures([4, 1, 2, 1, 0, 5, 1, 1], 4, 2), [0, 0, 0, 1], 2);
        AblationOrder[] orders = [new("by hand", AblationDirection.Ascending, 0, [new(1, 0), new(1, 1)])];
        var request = new AblationRequest(data, new AblationScope(1), orders, 3, 0) { Replaced = new MeanReplacements([[2, 1]]) };
        var curve = Assert.Single(Ablate(network, request));
        // Sums 5 3 5 2; with 2 for the first 3 3 7 3, ties that go to class 0; with both 3 3 3 3.
        Assert.Equal([4, 3, 3], curve.Correct);
        Assert.Equal([1, 3, 4], curve.NearTies);
        Agreement.Close(Math.Log(2), curve.Loss[2], "last loss");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void With_replacements_too_features_that_are_not_finite_are_an_error_that_names_the_sample(float value)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.LeakyRelu, false), 3);
        var scope = AblationScope.Network;
        var request = new AblationRequest(Damaged(300, 9, 5, 201, value), scope, ScopeOrders.Of(scope, network.Shape, 0), 0, 0)
        {
            Replaced = new MeanReplacements([new float[17], new float[6]]),
        };
        var error = Assert.Throws<UserErrorException>(() => Ablate(network, request));
        Assert.Contains("sample 201", error.Message, StringComparison.Ordinal);
    }

    private void AssertReference(AblationCase which, AblationRequest request)
    {
        var expected = new ReferenceAblation(which.Network).Ablate(request, Cancellation);
        var actual = Ablate(which.Network, request);
        Assert.Equal(expected.Count, actual.Count);
        var found = expected.Zip(actual, Agreement.Curves).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{which}: losses within {found.Max(curve => curve.Worst):E1}, {found.Sum(curve => curve.NearTies)} near ties, "
            + $"{found.Sum(curve => curve.Different)} right answers differ");
        // The replacements show: at the end the network is not that of the biases alone.
        Assert.NotEqual(Ablate(which.Network, request with { Replaced = Replacements.Zero })[0].Loss[^1], actual[0].Loss[^1]);
    }

    private static MeanReplacements Means(AblationCase which) => new([.. Enumerable.Range(1, which.Shape.Hidden.Length).Select(layer =>
    {
        var (outputs, width) = (PlainForwardPass.Layer(which.Network, which.Data, layer), which.Shape.Width(layer));
        return Enumerable.Range(0, width)
            .Select(neuron => (float)Enumerable.Range(0, which.Samples).Average(sample => (double)outputs[(sample * width) + neuron]))
            .ToArray();
    })]);

    private static ResampledReplacements Draws(AblationCase which, ulong seed) =>
        ResampledReplacements.From(which.Network, RandomData.Create(77, which.Inputs, which.Classes, 5), seed, 2);

    private static double[] Losses(IReadOnlyList<AblationCurve> curves) => [.. curves.SelectMany(curve => curve.Loss)];
}
