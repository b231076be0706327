using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Every step of every order against the plain reference, and what holds exactly.</summary>
public abstract partial class AnalysisDeviceContract
{
    [Theory]
    [MemberData(nameof(AllCases))]
    public void Every_step_is_that_of_a_full_forward_pass(AblationCase which)
    {
        var expected = ReferenceCurves.Of(which);
        var actual = Ablate(which.Network, which.Request());
        Assert.Equal(expected.Count, actual.Count);
        var found = expected.Zip(actual, Agreement.Curves).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{which}: losses within {found.Max(curve => curve.Worst):E1}, {found.Sum(curve => curve.NearTies)} near ties, "
            + $"{found.Sum(curve => curve.Different)} right answers differ");
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void The_last_step_is_the_biases_alone(AblationCase which)
    {
        var data = which.Data;
        var input = new float[which.Inputs];
        var (correct, loss) = (0, 0.0);
        for (var sample = 0; sample < data.Samples; sample++)
        {
            data.Features.Read(sample, input);
            var logits = PlainForwardPass.Without(which.Network, which.Scope, input);
            // With a whole layer off, nothing of the sample is left.
            Assert.Equal(PlainForwardPass.Without(which.Network, which.Scope, new float[which.Inputs]), logits);
            correct += Array.IndexOf(logits, logits.Max()) == data.Labels[sample] ? 1 : 0;
            loss += Math.Log(logits.Sum(logit => Math.Exp((double)logit - logits[data.Labels[sample]])));
        }
        foreach (var curve in Ablate(which.Network, which.Request()))
        {
            Assert.Equal(correct, curve.Correct[^1]);
            Agreement.Close(loss / data.Samples, curve.Loss[^1], "loss of the biases");
        }
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Step_0_is_the_intact_network(AblationCase which)
    {
        using var session = Device.Open(which.Network, Ample);
        var intact = session.Evaluate(which.Data);
        foreach (var curve in session.Ablate(which.Request(), Cancellation))
        {
            Assert.InRange(Math.Abs((intact.Accuracy * curve.Total) - curve.Correct[0]), 0, curve.NearTies[0] + 1e-6);
            Agreement.Close(intact.Loss, curve.Loss[0], "intact loss");
        }
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public void A_neuron_that_no_sample_reaches_changes_no_bit(AblationCase which)
    {
        if (which.Activation != Activation.Relu || which.BatchNorm)
            return;
        foreach (var curve in Ablate(which.Network, which.Request()))
        {
            for (var step = 1; step <= curve.Width; step++)
            {
                if (curve.Removed[step - 1].Neuron != RandomNetworks.Inactive)
                    continue;
                Assert.Equal(curve.Correct[step - 1], curve.Correct[step]);
                Assert.Equal(curve.Loss[step - 1], curve.Loss[step]);
                Assert.Equal(curve.NearTies[step - 1], curve.NearTies[step]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(FewCases))]
    public void Threads_memory_and_company_leave_no_trace(AblationCase which)
    {
        var request = which.Request();
        var expected = Ablate(which.Network, request);
        foreach (var resources in new[]
        {
            Scarce,
            new AnalysisResources(2, 1 << 16),
            new AnalysisResources(ManyThreads, 1 << 20),
            new AnalysisResources(ManyThreads, 1L << 40),
        })
            Agreement.Identical(expected, Ablate(which.Network, request, resources));
        for (var order = 0; order < expected.Count; order++)
            Agreement.Identical([expected[order]], Ablate(which.Network, request with { Orders = [request.Orders[order]] }));
    }

    [Theory]
    [MemberData(nameof(FewCases))]
    public void A_session_can_be_asked_again_for_another_scope(AblationCase which)
    {
        using var session = Device.Open(which.Network, Ample);
        var other = which with { Layer = 2 };
        session.Ablate(other.Request(), Cancellation);
        session.Measure(which.Data, [Engine.Measures.QuantizerRule.OneBit], false, Cancellation);
        Agreement.Identical(Ablate(which.Network, which.Request()), session.Ablate(which.Request(), Cancellation));
    }

    /// <summary>Reached and untied by exact sums: every output is a small whole number.</summary>
    [Fact]
    public void By_hand()
    {
        // Two ReLU neurons copy the two features; logit 0 is their sum, logit 1 is 3: class 0 needs a sum of more than 3, or 3 by the tie.
        var network = new Network(
            [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [1, 1, 0, 0], [0, 3])], Activation.Relu);
        var data = new LabelledData(new FloatFeatures([4, 1, 2, 1, 0, 5, 1, 1], 4, 2), [0, 0, 0, 1], 2);
        AblationOrder[] orders = [
            new("by hand", AblationDirection.Ascending, 0, [new(1, 0), new(1, 1)]),
            new("by hand", AblationDirection.Descending, 0, [new(1, 1), new(1, 0)])];
        var curves = Ablate(network, new AblationRequest(data, new AblationScope(1), orders, 3, 0));
        // Sums 5 3 5 2, then without neuron 0: 1 1 5 1, then 0 0 0 0.
        Assert.Equal([4, 2, 1], curves[0].Correct);
        Assert.Equal([1, 0, 0], curves[0].NearTies);
        // Without neuron 1: 4 2 0 1.
        Assert.Equal([4, 2, 1], curves[1].Correct);
        // ln(1 + e^(other - true)): -2 0 -2 -1, and at the last step 3 3 3 -3.
        Agreement.Close(((2 * Softplus(-2)) + Softplus(0) + Softplus(-1)) / 4, curves[0].Loss[0], "intact loss");
        Agreement.Close(((3 * Softplus(3)) + Softplus(-3)) / 4, curves[0].Loss[2], "last loss");

        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
    }

    [Fact]
    public void A_tie_of_all_classes_goes_to_the_lowest()
    {
        var network = new Network(
            [new DenseLayer(3, 4, new float[12], [1, 1, 1, 1]), new DenseLayer(4, 5, new float[20], new float[5])], Activation.Tanh);
        var data = RandomData.Create(200, 3, 5, 1);
        var zeros = data.Labels.Count(label => label == 0);
        var scope = AblationScope.Network;
        foreach (var curve in Ablate(network, new AblationRequest(data, scope, ScopeOrders.Of(scope, network.Shape, 0), 4, 0)))
        {
            Assert.All(curve.Correct, correct => Assert.Equal(zeros, correct));
            Assert.All(curve.NearTies, ties => Assert.Equal(200, ties));
            Assert.All(curve.Loss, loss => Agreement.Close(Math.Log(5), loss, "loss"));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Features_that_are_not_finite_are_an_error_that_names_the_sample(float value)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.LeakyRelu, false), 3);
        var data = Damaged(300, 9, 5, 201, value);
        for (var layer = 0; layer <= 2; layer++)
        {
            var scope = new AblationScope(layer);
            var request = new AblationRequest(data, scope, ScopeOrders.Of(scope, network.Shape, 0), 0, 0);
            var error = Assert.Throws<UserErrorException>(() => Ablate(network, request));
            Assert.Contains("sample 201", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_request_must_fit_the_network()
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [7, 6], 5, Activation.Relu, false), 3);
        var scope = new AblationScope(2);
        var request = new AblationRequest(RandomData.Create(10, 9, 5, 1), scope, ScopeOrders.Of(scope, network.Shape, 0), 1, 0);
        Assert.Throws<UserErrorException>(() => Ablate(network, request with { Data = RandomData.Create(0, 9, 5, 1) }));
        Assert.Throws<UserErrorException>(() => Ablate(network, request with { Data = RandomData.Create(10, 8, 5, 1) }));
        Assert.Throws<UserErrorException>(() => Ablate(network, request with { Data = RandomData.Create(10, 9, 6, 1) }));
        Assert.Throws<ArgumentException>(() => Ablate(network, request with { Scope = new AblationScope(3) }));
        Assert.Throws<ArgumentException>(() => Ablate(network, request with { Scope = AblationScope.Network }));
        var removed = request.Orders[0].Removed;
        Assert.Throws<ArgumentException>(
            () => Ablate(network, request with { Orders = [request.Orders[0] with { Removed = removed[1..] }] }));
        Assert.Throws<ArgumentException>(
            () => Ablate(network, request with { Orders = [request.Orders[0] with { Removed = [removed[1], .. removed[1..]] }] }));
        Assert.Empty(Ablate(network, request with { Orders = [] }));
    }

    [Theory]
    [MemberData(nameof(FewCases))]
    public void Cancelled_in_the_middle_it_stops_and_the_session_still_works(AblationCase which)
    {
        using var session = Device.Open(which.Network, Ample);
        using var source = new CancellationTokenSource();
        var inner = which.Data;
        var data = new LabelledData(new CancellingFeatures(inner.Features, 200, source), inner.Labels, inner.Classes);
        Assert.ThrowsAny<OperationCanceledException>(() => session.Ablate(which.Request() with { Data = data }, source.Token));
        Agreement.Identical(Ablate(which.Network, which.Request()), session.Ablate(which.Request(), Cancellation));
        Assert.ThrowsAny<OperationCanceledException>(
            () => session.Measure(inner, [Engine.Measures.QuantizerRule.OneBit], false, source.Token));
    }
}
