using Engine;
using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;
using Tests.Contracts.Analysis;

namespace Kernels.Simd.Tests.Ablation;

/// <summary>Neurons removed one by one and set by set, against float64.</summary>
public sealed class SetAblationTests
{
    public static TheoryData<AblationCase> Networks => [.. AblationCases.All.Select(row => row.Data).Where(which => which.Layer == 0)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_set_does_what_a_full_forward_pass_without_it_does(AblationCase which)
    {
        var (network, data) = (which.Network.ForInference(), which.Data);
        var sets = Sets(which);
        var found = Run(which.Network, data, sets);
        var intact = Expected(network, data, []);
        Assert.Equal(data.Samples, found.Total);
        AssertOutcome(intact, intact, found.Intact, "intact");
        for (var set = 0; set < sets.Count; set++)
            AssertOutcome(Expected(network, data, sets[set]), intact, found.Outcomes[set], $"set {set}, {string.Join(' ', sets[set])}");
    }

    [Fact]
    public void Threads_leave_no_trace()
    {
        var which = AblationCases.Few.First().Data;
        var (sets, data) = (Sets(which), which.Data);
        Assert.Equal(Run(which.Network, data, sets, threads: 1).Outcomes, Run(which.Network, data, sets, threads: 3).Outcomes);
    }

    [Fact]
    public void By_hand()
    {
        // Two ReLU neurons copy the two features; logit 0 is their sum, logit 1 is 3.
        var network = new Network([new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [1, 1, 0, 0], [0, 3])], Activation.Relu);
        var data = new LabelledData(new FloatFeatures([4, 1, 2, 1, 0, 5, 1, 1], 4, 2), [0, 0, 0, 1], 2);
        var found = Run(network, data, [[new(1, 0)], [new(1, 1)], [new(1, 0), new(1, 1)], []]);
        // Sums 5 3 5 2: all four right, the second by a tie. Without neuron 0: 1 1 5 1; without neuron 1: 4 2 0 1; without both: 0 0 0 0.
        Assert.Equal((4, 1), (found.Intact.Correct, found.Intact.NearTies));
        Assert.Equal([2, 2, 1, 4], found.Outcomes.Select(outcome => outcome.Correct));
        Assert.Equal([2, 2, 3, 0], found.Outcomes.Select(outcome => outcome.Changed));
        Assert.Equal(0.5, found.Drop(0));
        Assert.Equal(found.Intact, found.Outcomes[3]);
        // ln(1 + e^(other - true)) at 3 3 3 -3.
        Agreement.Close(((3 * Math.Log(1 + Math.Exp(3))) + Math.Log(1 + Math.Exp(-3))) / 4, found.Outcomes[2].Loss, "loss without both");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [7, 6], 5, Activation.Relu, false), 3);
        var data = RandomData.Create(10, 9, 5, 1);
        Assert.Contains("layer 3 neuron 0", Assert.Throws<ArgumentException>(() => Run(network, data, [[new(3, 0)]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run(network, data, [[new(2, 6)]]));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Run(network, data, [[new(1, 1), new(1, 1)]])).Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => Run(network, RandomData.Create(0, 9, 5, 1), []));
        Assert.Throws<UserErrorException>(() => Run(network, RandomData.Create(10, 8, 5, 1), []));
        var damaged = new LabelledData(new FloatFeatures([.. Enumerable.Repeat(1f, 27), float.NaN, .. Enumerable.Repeat(1f, 8)], 4, 9), [0, 1, 2, 3], 5);
        Assert.Contains("sample 3", Assert.Throws<UserErrorException>(() => Run(network, damaged, [[new(1, 0)]])).Message, StringComparison.Ordinal);
    }

    /// <summary>Every neuron alone, every layer, everything, nothing, and pairs across layers.</summary>
    private static List<NeuronId[]> Sets(AblationCase which)
    {
        var ids = AblationScope.Network.Neurons(which.Shape).ToArray();
        List<NeuronId[]> sets = [.. ids.Select(id => new[] { id }), .. ids.GroupBy(id => id.Layer).Select(layer => layer.ToArray()), ids, []];
        var random = new RandomStream(5, RandomPurpose.Subsample);
        for (var i = 0; i < 10; i++)
            sets.Add([.. random.Permutation(ids.Length).Take(1 + random.NextInt(ids.Length)).Select(place => ids[place])]);
        return sets;
    }

    /// <summary>With twenty scores for each set recomputed in float64 on the way.</summary>
    private static SetFindings Run(Network network, LabelledData data, List<NeuronId[]> sets, int threads = 2)
    {
        using var ablation = new SetAblation(network, threads);
        return ablation.Run(new SetRequest(data, sets, Replacements.Zero, 20 * sets.Count, 1), TestContext.Current.CancellationToken);
    }

    private static (double Loss, int[] Predicted, bool[] NearTie, byte[] Labels) Expected(Network network, LabelledData data, NeuronId[] set)
    {
        var removed = network.Layers.Take(network.HiddenLayers).Select(layer => new bool[layer.Outputs]).ToArray();
        foreach (var id in set)
            removed[id.Layer - 1][id.Neuron] = true;
        var pass = new ReferencePass(network);
        var input = new float[network.Inputs];
        var (predicted, ties, loss) = (new int[data.Samples], new bool[data.Samples], 0.0);
        for (var sample = 0; sample < data.Samples; sample++)
        {
            data.Features.Read(sample, input);
            var score = ReferencePass.Score(pass.Logits(input, removed), data.Labels[sample]);
            (predicted[sample], ties[sample]) = (score.Predicted, score.Gap < SampleScore.NearTie);
            loss += score.Loss / data.Samples;
        }
        return (loss, predicted, ties, data.Labels);
    }

    private static void AssertOutcome(
        (double Loss, int[] Predicted, bool[] NearTie, byte[] Labels) expected, (double Loss, int[] Predicted, bool[] NearTie, byte[] Labels) intact, SetOutcome found, string what)
    {
        var ties = expected.NearTie.Count(tie => tie);
        var right = expected.Predicted.Zip(expected.Labels, (predicted, label) => predicted == label).Count(same => same);
        var changed = expected.Predicted.Zip(intact.Predicted, (now, before) => now != before).Count(differs => differs);
        Agreement.Close(expected.Loss, found.Loss, what);
        Assert.True(Math.Abs(right - found.Correct) <= ties, $"{what}: {found.Correct} right, reference {right}, near ties {ties}");
        Assert.True(Math.Abs(changed - found.Changed) <= ties + intact.NearTie.Count(tie => tie), $"{what}: {found.Changed} predictions changed, reference {changed}");
    }
}
