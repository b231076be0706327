using Engine;
using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Sets of neurons, each removed by itself, against the plain reference.</summary>
public abstract partial class AnalysisDeviceContract
{
    public static TheoryData<AblationCase> AllNetworks => [.. AblationCases.All.Select(row => row.Data).Where(which => which.Layer == 0)];

    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void Every_set_is_that_of_a_full_forward_pass(AblationCase which) => AssertSets(which, Replacements.Zero);

    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void Every_set_with_means_is_that_of_a_full_forward_pass(AblationCase which) => AssertSets(which, Means(which));

    [Theory]
    [MemberData(nameof(FewCases))]
    public void Every_set_with_draws_is_that_of_a_full_forward_pass(AblationCase which) => AssertSets(which, Draws(which, 1));

    [Theory]
    [MemberData(nameof(FewCases))]
    public void Of_sets_too_threads_memory_and_company_leave_no_trace(AblationCase which)
    {
        foreach (var replaced in new[] { Replacements.Zero, Draws(which, 1) })
        {
            var request = Sets(which, replaced);
            var expected = Remove(which.Network, request);
            foreach (var resources in new[]
            {
                Scarce,
                new AnalysisResources(2, 1 << 17),
                new AnalysisResources(ManyThreads, 1 << 20),
                new AnalysisResources(ManyThreads, 1L << 40),
            })
                Identical(expected, Remove(which.Network, request, resources));
            for (var set = 0; set < request.Sets.Count; set += 7)
            {
                var alone = Remove(which.Network, request with { Sets = [request.Sets[set]] });
                Assert.Equal((expected.Intact, expected.Outcomes[set]), (alone.Intact, Assert.Single(alone.Outcomes)));
            }
            var reversed = Remove(which.Network, request with { Sets = [.. request.Sets.Reverse()] });
            Assert.Equal(expected.Outcomes, reversed.Outcomes.Reverse());
        }
    }

    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void A_set_that_no_sample_reaches_changes_no_bit(AblationCase which)
    {
        if (which.Activation != Activation.Relu || which.BatchNorm)
            return;
        NeuronId[] inactive = [.. AblationScope.Network.Neurons(which.Shape).Where(id => id.Neuron == RandomNetworks.Inactive)];
        var found = Remove(
            which.Network, new SetRequest(which.Data, [.. inactive.Select(id => new[] { id }), inactive, []], Replacements.Zero, 0, 0));
        Assert.All(found.Outcomes, outcome => Assert.Equal(found.Intact, outcome));
        Assert.Equal(0, found.Intact.Changed);
    }

    /// <summary>Its outgoing weights are so small that no sum shows them.</summary>
    [Fact]
    public void A_neuron_that_is_lost_in_rounding_changes_no_prediction()
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [33, 20], 5, Activation.Relu, false), 3);
        for (var output = 0; output < 20; output++)
            network.Layers[1].Weight[(output * 33) + 7] = 1e-15f;
        var found = Remove(network, new SetRequest(RandomData.Create(300, 9, 5, 8), [[new NeuronId(1, 7)]], Replacements.Zero, 0, 0));
        Assert.Equal(0, found.Outcomes[0].Changed);
        Assert.Equal(found.Intact, found.Outcomes[0]);
    }

    [Fact]
    public void Sets_by_hand()
    {
        // Two ReLU neurons copy the two features; logit 0 is their sum, logit 1 is 3.
        var network = new Network(
            [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [1, 1, 0, 0], [0, 3])], Activation.Relu);
        var data = new LabelledData(new FloatFeatures([4, 1, 2, 1, 0, 5, 1, 1], 4, 2), [0, 0, 0, 1], 2);
        SetRequest request = new(data, [[new(1, 0)], [new(1, 1)], [new(1, 0), new(1, 1)], []], Replacements.Zero, 16, 1);
        var found = Remove(network, request);
        // Sums 5 3 5 2: all four right, the second by a tie. Without neuron 0: 1 1 5 1; without neuron 1: 4 2 0 1; without both: 0 0 0 0.
        Assert.Equal((4, 1), (found.Intact.Correct, found.Intact.NearTies));
        Assert.Equal([2, 2, 1, 4], found.Outcomes.Select(outcome => outcome.Correct));
        Assert.Equal([2, 2, 3, 0], found.Outcomes.Select(outcome => outcome.Changed));
        Assert.Equal(0.5, found.Drop(0));
        Assert.Equal(found.Intact, found.Outcomes[3]);
        // ln(1 + e^(other - true)) at 3 3 3 -3.
        Agreement.Close(((3 * Math.Log(1 + Math.Exp(3))) + Math.Log(1 + Math.Exp(-3))) / 4, found.Outcomes[2].Loss, "loss without both");
        // With 2 and 1 in their places: 3 3 7 3, then 5 3 1 2, then 3 everywhere, ties that go to class 0.
        var replaced = Remove(network, request with { Replaced = new MeanReplacements([[2, 1]]) });
        Assert.Equal([3, 3, 3, 4], replaced.Outcomes.Select(outcome => outcome.Correct));
        Assert.Equal([1, 1, 1, 0], replaced.Outcomes.Select(outcome => outcome.Changed));
        Assert.Equal([3, 1, 4, 1], replaced.Outcomes.Select(outcome => outcome.NearTies));
    }

    [Fact]
    public void Without_sets_the_intact_network_is_evaluated()
    {
        var which = AblationCases.Few.First().Data;
        using var session = Device.Open(which.Network, Ample);
        var found = session.Remove(new SetRequest(which.Data, [], Replacements.Zero, 10, 1), Cancellation);
        var intact = session.Evaluate(which.Data);
        Assert.Empty(found.Outcomes);
        Assert.Equal((which.Samples, 0), (found.Total, found.Intact.Changed));
        Assert.Equal(intact.Accuracy, (double)found.Intact.Correct / found.Total, 1e-12);
        Agreement.Close(intact.Loss, found.Intact.Loss, "intact loss");
    }

    [Fact]
    public void Sets_must_fit_the_network()
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [7, 6], 5, Activation.Relu, false), 3);
        SetRequest Of(LabelledData data, params NeuronId[][] sets) => new(data, sets, Replacements.Zero, 0, 0);
        var data = RandomData.Create(10, 9, 5, 1);
        Assert.Contains(
            "layer 3 neuron 0",
            Assert.Throws<ArgumentException>(() => Remove(network, Of(data, [new NeuronId(3, 0)]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Remove(network, Of(data, [new NeuronId(2, 6)])));
        Assert.Contains(
            "twice",
            Assert.Throws<ArgumentException>(() => Remove(network, Of(data, [new NeuronId(1, 1), new NeuronId(1, 1)]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => Remove(network, Of(RandomData.Create(0, 9, 5, 1))));
        Assert.Throws<UserErrorException>(() => Remove(network, Of(RandomData.Create(10, 8, 5, 1))));
        var logistic = RandomNetworks.Create(new NetworkShape(9, [], 5, Activation.Relu, false), 3);
        Assert.Contains(
            "no hidden layer", Assert.Throws<ArgumentException>(() => Remove(logistic, Of(data))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Without_sets_too_features_that_are_not_finite_are_an_error_that_names_the_sample(float value)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.LeakyRelu, false), 3);
        var request = new SetRequest(Damaged(300, 9, 5, 201, value), [[new(1, 0)], [new(1, 3), new(2, 1)]], Replacements.Zero, 0, 0);
        Assert.Contains("sample 201", Assert.Throws<UserErrorException>(() => Remove(network, request)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FewCases))]
    public void Cancelled_among_sets_it_stops_and_the_session_still_works(AblationCase which)
    {
        using var session = Device.Open(which.Network, Ample);
        using var source = new CancellationTokenSource();
        var request = Sets(which, Replacements.Zero);
        var data = new LabelledData(new CancellingFeatures(which.Data.Features, 100, source), which.Data.Labels, which.Data.Classes);
        Assert.ThrowsAny<OperationCanceledException>(() => session.Remove(request with { Data = data }, source.Token));
        Identical(Remove(which.Network, request), session.Remove(request, Cancellation));
    }

    /// <summary>With several scores of each set recomputed in float64 on the way.</summary>
    private static SetRequest Sets(AblationCase which, Replacements replaced)
    {
        var sets = NeuronSets.Of(which.Shape);
        return new SetRequest(which.Data, sets, replaced, 5 * sets.Count, 1);
    }

    private SetFindings Remove(Network network, SetRequest request, AnalysisResources? resources = null)
    {
        using var session = Device.Open(network, resources ?? Ample);
        return session.Remove(request, Cancellation);
    }

    private void AssertSets(AblationCase which, Replacements replaced)
    {
        var request = Sets(which, replaced);
        var expected = ReferenceSets.Of(which, request);
        var found = Remove(which.Network, request);
        var (worst, ties, different) = Agreement.Sets(expected, found);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{which}, {replaced.Kind}: {request.Sets.Count} sets, losses within {worst:E1}, {ties} near ties, {different} right answers "
            + "or predictions differ");
    }

    private static void Identical(SetFindings expected, SetFindings found)
    {
        Assert.Equal((expected.Total, expected.Intact), (found.Total, found.Intact));
        Assert.Equal(expected.Outcomes, found.Outcomes);
    }
}
