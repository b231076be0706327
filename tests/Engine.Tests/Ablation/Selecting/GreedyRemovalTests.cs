using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Selecting;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Testing.Analysis;
using Samples = Testing.Analysis.RandomData;

namespace Engine.Tests.Ablation.Selecting;

public sealed class GreedyRemovalTests
{
    /// <summary>Neurons 0 and 1 copy the first feature, neuron 2 the second. Logits: 0.5, both copies together, neuron 2.</summary>
    private static readonly Network Copies = new(
        [new DenseLayer(2, 3, [1, 0, 1, 0, 0, 1], [0, 0, 0]), new DenseLayer(3, 3, [0, 0, 0, 1, 1, 0, 0, 0, 1], [0.5f, 0, 0])],
        Activation.Relu);

    /// <summary>
    /// Two samples of class 1, one of class 2, one of class 0: all right. Without a copy all are, and both lose the same; the first goes.
    /// Then the other copy costs two samples, neuron 2 one. By themselves both copies would go first.
    /// </summary>
    [Fact]
    public void By_hand_one_copy_goes_and_the_other_stays_longest()
    {
        var data = new LabelledData(new FloatFeatures([1, 0, 1, 0, 0, 1, 0, 0], 4, 2), [1, 1, 2, 0], 3);
        Assert.Equal([new(1, 0), new(1, 2), new(1, 1)], Greedy(Copies, data, Replacements.Zero).Order(new AblationScope(1)));
    }

    /// <summary>No sample of class 2: without neuron 2 nothing changes at all, without a copy all stay right and the loss grows.</summary>
    [Fact]
    public void Of_equal_counts_the_smaller_loss_decides()
    {
        var data = new LabelledData(new FloatFeatures([1, 0, 1, 0, 0, 0], 3, 2), [1, 1, 0], 3);
        Assert.Equal([new(1, 2), new(1, 0), new(1, 1)], Greedy(Copies, data, Replacements.Zero).Order(AblationScope.Network));
    }

    public static TheoryData<int, Activation, Replacement> Cases => new()
    {
        { 0, Activation.Relu, Replacement.Zero },
        { 1, Activation.Relu, Replacement.Mean },
        { 2, Activation.Tanh, Replacement.Zero },
        { 3, Activation.Gelu, Replacement.Resample },
        { 0, Activation.Sigmoid, Replacement.Mean },
    };

    /// <summary>Widths that fill blocks of vectors, single vectors and parts of one.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_the_plain_definition(int layer, Activation activation, Replacement replacement)
    {
        var network = RandomNetworks.Create(new NetworkShape(6, [7, 21, 5], 4, activation, true), 11).ForInference();
        Same(network, Samples.Create(60, 6, 4, 2), replacement, new AblationScope(layer));
    }

    [Fact]
    public void A_network_may_begin_with_outputs()
    {
        var whole = RandomNetworks.Create(new NetworkShape(9, [9, 6], 4, Activation.Relu, false), 5);
        var network = Network.OfOutputs(Activation.Relu, whole.Layers[1..], [Activation.Relu]).ForInference();
        Same(network, Samples.Create(50, 9, 4, 8), Replacement.Zero, AblationScope.Network);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Threads_change_nothing(int threads)
    {
        var network = RandomNetworks.Create(new NetworkShape(6, [40, 30], 4, Activation.Relu, false), 1).ForInference();
        var data = Samples.Create(80, 6, 4, 3);
        Assert.Equal(
            Greedy(network, data, Replacements.Zero, 3).Order(AblationScope.Network),
            Greedy(network, data, Replacements.Zero, threads).Order(AblationScope.Network));
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_an_error()
    {
        var data = new LabelledData(new FloatFeatures([1, 1, float.NaN, 1], 2, 2), [0, 1], 3);
        var fault = Assert.ThrowsAny<Exception>(() => Greedy(Copies, data, Replacements.Zero).Order(new AblationScope(1)));
        Assert.Contains("the loss of sample 1 is NaN", fault.GetBaseException().Message, StringComparison.Ordinal);
    }

    /// <summary>5-4-3 with 2 classes on 10 samples. Layer 1: 4 neurons, 2.5 tries each, 3 + 3 * 2 multiply-adds behind it: 900. Layer 2:
    /// 3 neurons, 2 tries, 2: 120. Both together: 7 neurons, 4 tries, so 40 * (4 * 9 + 3 * 2) = 1680.</summary>
    [Fact]
    public void The_work_is_counted_from_the_shape()
    {
        var shape = new NetworkShape(5, [4, 3], 2, Activation.Relu, false);
        Assert.Equal(
            [900, 120, 1680],
            new[] { new AblationScope(1), new AblationScope(2), AblationScope.Network }.Select(scope => GreedyWork.Of(shape, scope, 10)));
        GreedyWork.Require(shape, [AblationScope.Network], 1_000_000);
    }

    /// <summary>The talk's network at 1,000 samples: 1.2e14. What the message proposes is enough, and not far from what is.</summary>
    [Fact]
    public void Too_much_work_is_refused_with_what_would_be_enough()
    {
        var shape = new NetworkShape(3072, [250, 500, 250, 500], 10, Activation.Relu, false);
        AblationScope[] scopes = [.. Enumerable.Range(1, 4).Select(layer => new AblationScope(layer)), AblationScope.Network];
        var message = Assert.Throws<UserErrorException>(() => GreedyWork.Require(shape, scopes, 1000)).Message;
        Assert.StartsWith(
            "the order greedy-accuracy needs about 1.2e+14 multiply-adds for 250-500-250-500 on 1000 samples, in layer-1, layer-2, "
            + "layer-3, layer-4, network; at most 1e+13 are computed. Set ablation.greedy_samples to 8",
            message, StringComparison.Ordinal);
        var enough = int.Parse(message.Split("greedy_samples to ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        GreedyWork.Require(shape, scopes, enough);
        Assert.Throws<UserErrorException>(() => GreedyWork.Require(shape, scopes, enough + 1));
        // Where one sample is too much, no number of samples is proposed.
        var wide = shape with { Hidden = [40_000, 40_000] };
        message = Assert.Throws<UserErrorException>(() => GreedyWork.Require(wide, [AblationScope.Network], 1)).Message;
        Assert.DoesNotContain("greedy_samples", message, StringComparison.Ordinal);
    }

    private static void Same(Network network, LabelledData data, Replacement replacement, AblationScope scope)
    {
        float[][] means = [.. network.Shape.Hidden.Select((width, layer) =>
            Enumerable.Range(0, width).Select(neuron => (float)(0.1 * (neuron + layer))).ToArray())];
        Replacements replaced = replacement switch
        {
            Replacement.Mean => new MeanReplacements(means),
            Replacement.Resample => ResampledReplacements.From(network, data, 3, 1, TestContext.Current.CancellationToken),
            _ => Replacements.Zero,
        };
        Assert.Equal(Plain(network, data, replaced, scope), Greedy(network, data, replaced).Order(scope));
    }

    /// <summary>Every candidate of every step by full forward passes, sample by sample.</summary>
    private static NeuronId[] Plain(Network network, LabelledData data, Replacements replaced, AblationScope scope)
    {
        var (left, order, pass) = (scope.Neurons(network.Shape).ToList(), new List<NeuronId>(), new ReferencePass(network));
        while (left.Count > 0)
        {
            var best = left.Select(neuron => (Neuron: neuron, Found: Without([.. order, neuron])))
                .OrderByDescending(found => found.Found.Correct).ThenBy(found => Math.Round(found.Found.Loss, 9)).First().Neuron;
            order.Add(best);
            left.Remove(best);
        }
        return [.. order];

        (int Correct, double Loss) Without(NeuronId[] removed)
        {
            var masks = network.Shape.Hidden.Select(width => new bool[width]).ToArray();
            foreach (var neuron in removed)
                masks[neuron.Layer - 1][neuron.Neuron] = true;
            var (correct, loss, input) = (0, 0.0, new float[network.Inputs]);
            for (var sample = 0; sample < data.Samples; sample++)
            {
                data.Features.Read(sample, input);
                float[][] others = [.. network.Shape.Hidden.Select(width => new float[width])];
                for (var layer = 1; layer <= others.Length; layer++)
                    replaced.Read(layer, sample, others[layer - 1]);
                var score = ReferencePass.Score(pass.Logits(input, masks, others), data.Labels[sample]);
                (correct, loss) = (correct + (score.Predicted == data.Labels[sample] ? 1 : 0), loss + score.Loss);
            }
            return (correct, loss);
        }
    }

    private static GreedyRemoval Greedy(Network network, LabelledData data, Replacements replaced, int threads = 2) =>
        new(network, data, replaced, new ParallelOptions { MaxDegreeOfParallelism = threads });
}
