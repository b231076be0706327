using Engine.Ablation;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Kernels.Tests.Analysis;

/// <summary>Networks made by hand: one in which the layers' orders are right and the network's misleads, and ones where it does not.
/// </summary>
public sealed class ReversalTests
{
    private const int Bits = 10, Samples = 1 << Bits;

    /// <summary>The class is the side on which ten weighted signs lie. Weights differ little, so that each sign matters.</summary>
    private static readonly float[] Weights = [.. Enumerable.Range(1, Bits).Select(bit => 1 + (0.06f * bit) + (0.003f * bit * bit))];

    /// <summary>Weights that differ much, so that it matters which sign goes.</summary>
    private static readonly float[] Steep = [.. Enumerable.Range(1, Bits).Select(bit => MathF.Pow(1.4f, bit))];

    /// <summary>Layer 1 has the signs, each of little information and each needed; layer 2 ten copies of the class, each of all information
    /// and any nine without use. Lowest first over the network empties layer 1.</summary>
    [Fact]
    public void Where_a_layer_of_little_information_matters_and_one_of_much_is_copies_there_is_a_reversal()
    {
        var insights = Analyze(Copies());
        Assert.Equal(1, Value(insights, "network", "reversal", AblationDirection.Ascending));
        // Of layer 1 two, four, six, eight neurons are gone, of ten: 90 % are not exceeded before half of the network is removed.
        Assert.Equal(40, Value(insights, "network", "reversal_last_share", AblationDirection.Ascending));
        Assert.Contains(
            "layer 1", Detail(insights, "network", "reversal_last_share", AblationDirection.Ascending), StringComparison.Ordinal);
        Assert.True(Value(insights, "network", "vs_random_40", AblationDirection.Ascending) < -0.1);
        Assert.True(Value(insights, "layer-1", "vs_random_40", AblationDirection.Ascending) > 0);
        Assert.Equal(0, Value(insights, "layer-2", "vs_random_40", AblationDirection.Ascending));
        Assert.Equal(
            Value(insights, "layer-1", "vs_random_40", AblationDirection.Ascending) / 2,
            Value(insights, "network", "layers_vs_random_40", AblationDirection.Ascending), 1e-12);
        // Highest first the copies go, and nothing is lost: no more than at random, as within the layers where layer 1 loses more.
        Assert.Equal(1, Value(insights, "network", "reversal", AblationDirection.Descending));
    }

    [Fact]
    public void Exact_duplicates_are_redundant_from_both_ends()
    {
        var insights = Analyze(Copies());
        Assert.Equal(Bits - 1, Value(insights, "layer-2", "redundant_low", AblationDirection.Ascending));
        Assert.Equal(Bits - 1, Value(insights, "layer-2", "redundant_high", AblationDirection.Descending));
        Assert.Equal(0, Value(insights, "layer-1", "redundant_high", AblationDirection.Descending));
    }

    /// <summary>Layer 2 passes the signs on one by one: both layers have the same information, and the network's order acts as theirs.
    /// </summary>
    [Fact]
    public void Where_the_layers_are_alike_there_is_none()
    {
        var pass = new float[Bits * Bits];
        for (var bit = 0; bit < Bits; bit++)
            pass[(bit * Bits) + bit] = 3;
        var insights = Analyze(Network(pass, Bits, [.. Steep.Select(weight => -weight), .. Steep]), Steep);
        foreach (var direction in new[] { AblationDirection.Ascending, AblationDirection.Descending })
        {
            Assert.Equal(0, Value(insights, "network", "reversal", direction));
            Assert.Equal(50, Value(insights, "network", "reversal_last_share", direction));
        }
    }

    [Fact]
    public void One_layer_alone_and_no_random_orders_leave_it_undefined()
    {
        var last = new DenseLayer(Bits, 2, [.. Weights.Select(weight => -weight), .. Weights], [0, 0]);
        var one = new Network([Signs(), last], Activation.Tanh);
        Assert.Contains(
            "fewer than two layers", Detail(Analyze(one), "network", "reversal", AblationDirection.Ascending), StringComparison.Ordinal);
        Assert.Contains(
            "ablation.random is 0", Detail(Analyze(Copies(), random: 0), "network", "reversal", AblationDirection.Descending),
            StringComparison.Ordinal);
    }

    private static Network Copies() => Network(
        [.. Enumerable.Range(0, Bits).SelectMany(_ => Weights)], Bits, [.. Enumerable.Repeat(-1f, Bits), .. Enumerable.Repeat(1f, Bits)]);

    private static Network Network(float[] second, int width, float[] third) => new(
        [Signs(), new DenseLayer(Bits, width, second, new float[width]), new DenseLayer(width, 2, third, [0, 0])], Activation.Tanh);

    /// <summary>Each neuron sees one input.</summary>
    private static DenseLayer Signs()
    {
        var weights = new float[Bits * Bits];
        for (var bit = 0; bit < Bits; bit++)
            weights[(bit * Bits) + bit] = 3;
        return new DenseLayer(Bits, Bits, weights, new float[Bits]);
    }

    /// <summary>Every pattern of ten signs.</summary>
    private static LabelledData Patterns(float[] weights)
    {
        var signs = Enumerable.Range(0, Samples)
            .Select(sample => Enumerable.Range(0, Bits).Select(bit => (sample >> bit) % 2 == 0 ? -1f : 1f).ToArray()).ToArray();
        return new LabelledData(
            new FloatFeatures([.. signs.SelectMany(pattern => pattern)], Samples, Bits),
            [.. signs.Select(pattern => (byte)(pattern.Zip(weights, (sign, weight) => (double)sign * weight).Sum() > 0 ? 1 : 0))],
            2);
    }

    private static Insight[] Analyze(Network network, float[]? weights = null, int random = 20)
    {
        var data = Patterns(weights ?? Weights);
        var options = new AblationOptions { Orders = [MutualInformation.Definition], Random = random, Checks = 1 };
        return
        [
            .. AnalyzedNetwork.Analyze(
                network, new MeasureOptions { Permutations = 0 }, options, new DataSplits(data, data, data)).Insights,
        ];
    }

    private static Reading Read(Insight[] insights, string scope, string name, AblationDirection direction) =>
        insights.Single(insight => insight.Scope.Name == scope && insight.Reading.Name == name && insight.Reading.Direction == direction)
            .Reading;

    private static double Value(Insight[] insights, string scope, string name, AblationDirection direction) =>
        Read(insights, scope, name, direction).Value;

    private static string Detail(Insight[] insights, string scope, string name, AblationDirection direction) =>
        Read(insights, scope, name, direction).Detail;
}
