using Engine.Ablation;
using Engine.Analysis;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Testing.Analysis;

namespace Kernels.Tests.Ablation;

/// <summary>The check that every curve carries with it: it stops a wrong evaluator and lets a right one pass.</summary>
public sealed class DriftCheckTests
{
    private const int Block = 128;

    private static readonly AblationCase Case = new("20-34", Activation.Relu, true, 11, 10, 300, 0);

    [Fact]
    public void Right_scores_pass() => Verify(Case.Request(8), Scores(Case.Network, Case.Request(8), 0), 0);

    [Theory]
    [InlineData(1f)]
    [InlineData(3e-3f)]
    [InlineData(float.NaN)]
    public void A_loss_that_is_off_is_caught_and_named(float change) =>
        AssertCaught(score => score with { Loss = score.Loss + change });

    [Fact]
    public void A_wrong_prediction_is_caught_and_named() =>
        AssertCaught(score => score with { Predicted = (byte)((score.Predicted + 1) % 10) });

    [Theory]
    [InlineData(1)]
    [InlineData(1e3)]
    public void An_evaluator_that_removes_the_neurons_in_another_order_is_caught(double scale)
    {
        var network = RandomNetworks.Create(Case.Shape, 20, scale);
        var request = Case.Request(8);
        var error = Assert.Throws<CheckFailedException>(
            () => Verify(request, Scores(network, request, 2, orderOfScores: 3), 2, network));
        Assert.Contains("random 0, step ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_near_tie_either_class_passes()
    {
        // Logits 1 and 1 + 5e-5 at every step of a network whose neuron reaches nothing.
        var network = new Network([new DenseLayer(1, 1, [1], [0]), new DenseLayer(1, 2, [0, 0], [1, 1.00005f])], Activation.Relu);
        var request = new AblationRequest(
            RandomData.Create(40, 1, 2, 1), new AblationScope(1), [new("one", AblationDirection.Ascending, 0, [new(1, 0)])], 4, 0);
        var scores = Scores(network, request, 0);
        foreach (var step in scores.Values)
        {
            for (var i = 0; i < step.Length; i++)
                step[i] = step[i] with { Predicted = 0 };
        }
        Verify(request, scores, 0, network);
    }

    [Fact]
    public void No_checks_asked_for_are_none_made()
    {
        var check = new DriftCheck(Case.Request(0), 0, Block);
        Assert.DoesNotContain(Enumerable.Range(0, Case.Orders[0].Removed.Length + 1), check.Covers);
    }

    [Fact]
    public void Another_seed_or_order_is_checked_elsewhere()
    {
        Assert.Equal(Steps(Case.Request(3), 0), Steps(Case.Request(3), 0));
        Assert.NotEqual(Steps(Case.Request(3), 0), Steps(Case.Request(3), 1));
        Assert.NotEqual(Steps(Case.Request(3), 0), Steps(Case.Request(3) with { Seed = 21 }, 0));
    }

    /// <summary>Large weights make large logits, of which float32 keeps fewer digits after the point.</summary>
    [Theory]
    [InlineData(Activation.Relu, 10)]
    [InlineData(Activation.Relu, 1e3)]
    [InlineData(Activation.Relu, 1e4)]
    [InlineData(Activation.LeakyRelu, 1e3)]
    [InlineData(Activation.Tanh, 30)]
    [InlineData(Activation.Tanh, 1e4)]
    [InlineData(Activation.Sigmoid, 1e3)]
    [InlineData(Activation.Elu, 30)]
    [InlineData(Activation.Elu, 1e3)]
    [InlineData(Activation.Gelu, 30)]
    [InlineData(Activation.Gelu, 1e3)]
    [InlineData(Activation.GeluTanh, 30)]
    [InlineData(Activation.GeluTanh, 1e3)]
    [InlineData(Activation.Silu, 30)]
    [InlineData(Activation.Silu, 1e3)]
    [InlineData(Activation.Softplus, 30)]
    [InlineData(Activation.Softplus, 1e3)]
    [InlineData(Activation.HardTanh, 30)]
    [InlineData(Activation.HardTanh, 1e3)]
    public void Large_weights_set_off_no_false_alarm(Activation activation, double scale)
    {
        foreach (int[] hidden in new int[][] { [40], [60, 30], [20, 20, 20, 20, 20] })
        {
            var network = RandomNetworks.Create(new NetworkShape(300, [.. hidden], 10, activation, false), 5, scale);
            var scope = AblationScope.Network;
            var request = new AblationRequest(RandomData.Create(200, 300, 10, 2), scope, ScopeOrders.Of(scope, network.Shape, 3), 30, 4);
            using var session = new SimdDevice().Open(network, new AnalysisResources(1, AnalysisResources.DefaultMemory));
            Assert.Equal(4, session.Ablate(request, TestContext.Current.CancellationToken).Count);
        }
    }

    private static void AssertCaught(Func<SampleScore, SampleScore> tamper)
    {
        var request = Case.Request(1);
        var check = new DriftCheck(request, 0, Block);
        var scores = Scores(Case.Network, request, 0);
        var (step, samples) = Assert.Single(scores);
        var wrong = check.Checked.Start.Value + 1;
        samples[wrong] = tamper(samples[wrong]);
        var error = Assert.Throws<CheckFailedException>(() => Verify(request, scores, 0));
        Assert.Contains(
            $"network, number ascending, step {step}, sample {(check.Block * Block) + wrong}:", error.Message, StringComparison.Ordinal);
    }

    private static void Verify(AblationRequest request, Dictionary<int, SampleScore[]> scores, int order, Network? network = null)
    {
        var check = new DriftCheck(request, order, Block);
        check.Verify((network ?? Case.Network).ForInference(), check.Block * Block, scores);
    }

    private static int[] Steps(AblationRequest request, int order)
    {
        var check = new DriftCheck(request, order, Block);
        return [
            check.Block, check.Checked.Start.Value, .. Enumerable.Range(0, request.Orders[order].Removed.Length + 1).Where(check.Covers)];
    }

    /// <summary>The scores of a right evaluator in the checked block: the plain forward pass with the removed neurons' outputs 0.</summary>
    private static Dictionary<int, SampleScore[]> Scores(Network network, AblationRequest request, int order, int? orderOfScores = null)
    {
        var check = new DriftCheck(request, order, Block);
        var removals = request.Orders[orderOfScores ?? order].Removed;
        var pass = new ReferencePass(network.ForInference());
        var first = check.Block * Block;
        return Enumerable.Range(0, removals.Length + 1).Where(check.Covers).ToDictionary(step => step, step =>
            Enumerable.Range(first, Math.Min(Block, request.Data.Samples - first))
                .Select(sample => Score(network, pass, request, removals[..step], sample)).ToArray());
    }

    private static SampleScore Score(Network network, ReferencePass pass, AblationRequest request, NeuronId[] removals, int sample)
    {
        var removed = network.Layers.Take(network.HiddenLayers).Select(layer => new bool[layer.Outputs]).ToArray();
        foreach (var id in removals)
            removed[id.Layer - 1][id.Neuron] = true;
        var input = new float[network.Inputs];
        request.Data.Features.Read(sample, input);
        var (predicted, gap, loss) = ReferencePass.Score(pass.Logits(input, removed), request.Data.Labels[sample]);
        return new SampleScore((float)loss, (float)gap, (byte)predicted, predicted == request.Data.Labels[sample]);
    }
}
