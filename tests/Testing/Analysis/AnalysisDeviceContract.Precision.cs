using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Outgoing weights over twelve orders of magnitude: nothing small is lost beside something large that is removed.</summary>
public abstract partial class AnalysisDeviceContract
{
    /// <summary>Standard deviations of the rounding model within which a prediction may go either way.</summary>
    private const double Deviations = 64;

    public static TheoryData<WideCase> WideCases =>
    [
        .. from spread in Enum.GetValues<Spread>()
           from hidden in new[] { "24", "12-9" }
           from activation in new[] { Activation.Relu, Activation.Tanh }
           from kind in new[] { Replacement.Zero, Replacement.Mean, Replacement.Resample }
           select new WideCase(hidden, activation, spread, kind),
    ];

    /// <summary>By hand: without neuron 0 the first logit is 0.5, the second 0.25; 1e8 + 0.5 is 1e8 in float32.</summary>
    [Fact]
    public void A_small_term_is_not_lost_beside_a_large_one()
    {
        var network = new Network(
            [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [1e8f, 1, 0, 0], [0, 0.25f])], Activation.Relu);
        var data = new LabelledData(new FloatFeatures([1, 0.5f, 0, 0.5f], 2, 2), [0, 0], 2);
        var removed = Remove(network, new SetRequest(data, [[new(1, 0)]], Replacements.Zero, 8, 1));
        Assert.Equal((2, 2, 0), (removed.Intact.Correct, removed.Outcomes[0].Correct, removed.Outcomes[0].Changed));
        // With replacements 1 and 0.5 the second sample's sum begins with 1e8, and is 0.5 when neuron 0 is back.
        AblationOrder[] orders = [new("by hand", AblationDirection.Ascending, 0, [new(1, 1), new(1, 0)])];
        var request = new AblationRequest(data, new AblationScope(1), orders, 3, 0) { Replaced = new MeanReplacements([[1, 0.5f]]) };
        Assert.Equal([2, 2, 2], Assert.Single(Ablate(network, request)).Correct);
    }

    [Theory]
    [MemberData(nameof(WideCases))]
    public void Sets_are_right_over_twelve_orders_of_magnitude(WideCase which)
    {
        var (network, data, replaced) = which.Create();
        var sets = NeuronSets.Of(network.Shape);
        var found = Remove(network, new SetRequest(data, sets, replaced, 10 * sets.Count, 1));
        var certain = 0;
        for (var set = 0; set < sets.Count; set++)
        {
            var (right, uncertain) = Expected(network, data, replaced, sets[set]);
            Assert.True(
                Math.Abs(right - found.Outcomes[set].Correct) <= uncertain,
                $"set {set}: {found.Outcomes[set].Correct} right, reference {right}, uncertain {uncertain}");
            certain += data.Samples - uncertain;
        }
        Assert.InRange((double)certain / sets.Count / data.Samples, 0.8, 1);
    }

    [Theory]
    [MemberData(nameof(WideCases))]
    public void Curves_are_right_over_twelve_orders_of_magnitude(WideCase which)
    {
        var (network, data, replaced) = which.Create();
        for (var layer = 0; layer <= network.HiddenLayers; layer++)
        {
            var scope = new AblationScope(layer);
            var curves = Ablate(
                network, new AblationRequest(data, scope, ScopeOrders.Of(scope, network.Shape, 3), 8, 1) { Replaced = replaced });
            foreach (var curve in curves.Take(2))
            {
                for (var step = 0; step <= curve.Width; step++)
                {
                    var (right, uncertain) = Expected(network, data, replaced, curve.Removed[..step]);
                    Assert.True(
                        Math.Abs(right - curve.Correct[step]) <= uncertain,
                        $"{scope}, step {step}: {curve.Correct[step]} right, reference {right}, uncertain {uncertain}");
                }
            }
        }
    }

    /// <returns>Right answers in float64, and predictions that float32 may give either way.</returns>
    private static (int Right, int Uncertain) Expected(Network network, LabelledData data, Replacements replaced, NeuronId[] removed)
    {
        var mask = new RemovedNeurons(removed, network.Shape.Hidden).Mask(network.Shape.Hidden);
        var (pass, model) = (new ReferencePass(network), new RoundingModel(network));
        var input = new float[network.Inputs];
        var (right, uncertain) = (0, 0);
        for (var sample = 0; sample < data.Samples; sample++)
        {
            data.Features.Read(sample, input);
            float[][] values = [.. network.Shape.Hidden.Select((width, i) => Read(replaced, i + 1, sample, width))];
            var (predicted, gap, _) = ReferencePass.Score(pass.Logits(input, mask, values), data.Labels[sample]);
            right += predicted == data.Labels[sample] ? 1 : 0;
            uncertain += gap <= Deviations * model.Deviation(input, mask, values) ? 1 : 0;
        }
        return (right, uncertain);
    }

    private static float[] Read(Replacements replaced, int layer, int sample, int width)
    {
        var values = new float[width];
        replaced.Read(layer, sample, values);
        return values;
    }
}

/// <summary>How a layer's outgoing weights differ in size from neuron to neuron.</summary>
public enum Spread
{
    /// <summary>One neuron's are a million times all others'.</summary>
    OneLarge,

    /// <summary>Spaced evenly on a logarithmic scale from 1e-6 to 1e6.</summary>
    Even,

    /// <summary>Half of them 1e6, half of them 1e-6.</summary>
    TwoGroups,
}

/// <summary>A network with outgoing weights of very different size, samples, and replacements.</summary>
public sealed record WideCase(string Hidden, Activation Activation, Spread Spread, Replacement Kind)
{
    /// <returns>The network as for inference.</returns>
    public (Network Network, LabelledData Data, Replacements Replaced) Create()
    {
        var network = RandomNetworks.Create(new NetworkShape(7, [.. Hidden.Split('-').Select(int.Parse)], 5, Activation, false), 12);
        foreach (var layer in network.Layers.Skip(1))
        {
            for (var i = 0; i < layer.Weight.Length; i++)
                layer.Weight[i] *= Factor(i % layer.Inputs, layer.Inputs);
        }
        Replacements replaced = Kind switch
        {
            Replacement.Mean => new MeanReplacements(
                [.. network.Shape.Hidden.Select(width => Enumerable.Range(0, width).Select(neuron => 0.1f + (neuron % 3)).ToArray())]),
            Replacement.Resample => ResampledReplacements.From(network, RandomData.Create(77, 7, 5, 5), 2, 1),
            _ => Replacements.Zero,
        };
        return (network.ForInference(), RandomData.Create(60, 7, 5, 11), replaced);
    }

    public override string ToString() => $"{Hidden} {Activation} {Spread} {Kind}";

    /// <summary>Not in the order of the numbers: neighbours differ.</summary>
    private float Factor(int neuron, int neurons) => Spread switch
    {
        Spread.OneLarge => neuron == neurons / 2 ? 1e6f : 1,
        Spread.Even => (float)Math.Pow(10, (12.0 * (neuron * 5 % neurons) / neurons) - 6),
        _ => neuron % 2 == 0 ? 1e6f : 1e-6f,
    };
}
