using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Tests.Training.Reference;

public sealed class ReferenceGradientTests
{
    private const int Inputs = 7, Rows = 6, Classes = 3;
    private const double Difference = 1e-5;

    // Central differences err by h^2 f'''/6 + machine epsilon * f / h: about 1e-10 in a loss of 1.
    private const double Limit = 1e-6;
    private const double Floor = 1e-3;

    public static TheoryData<Activation, double, double, bool, L2Target> Cases()
    {
        var cases = new TheoryData<Activation, double, double, bool, L2Target>();
        foreach (var activation in Enum.GetValues<Activation>())
        {
            cases.Add(activation, 0, 0, false, L2Target.All);
            cases.Add(activation, 0.1, 0, false, L2Target.All);
            cases.Add(activation, 0, 0.4, false, L2Target.All);
            cases.Add(activation, 0, 0, true, L2Target.All);
            cases.Add(activation, 0.1, 0.4, true, L2Target.All);
            cases.Add(activation, 0.1, 0.4, true, L2Target.Weights);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_central_differences(
        Activation activation, double l2, double dropout, bool batchNorm, L2Target target)
    {
        var network = Network(activation, batchNorm);
        var (inputs, labels) = Batch();
        // The first layer and the inputs drop other shares than the second layer.
        var rule = dropout > 0 ? new DropoutRule(new DropoutRates([dropout / 2, dropout]), 7, dropout / 4) : null;
        RequireNoKink(ReferenceForward.Run(network.Layers, activation, inputs, rule, 3));
        var gradient = network.Gradient(inputs, labels, l2, rule, 3, target);
        for (var b = 0; b < network.Parameters.Length; b++)
        {
            var block = network.Parameters[b];
            double Objective() => ReferenceGradientTests.Objective(network, inputs, labels, l2, rule, target);
            double[] expected = [.. Enumerable.Range(0, block.Length).Select(i => Numeric(block, i, Objective))];
            Deviation.Within(Limit, expected, gradient.Blocks[b], Floor, $"block {b}");
        }
    }

    [Fact]
    public void A_batch_of_one_with_batch_normalization_has_a_gradient_of_zero_before_the_normalization()
    {
        var network = Network(Activation.Tanh, true);
        var (inputs, labels) = Batch();
        var gradient = network.Gradient(inputs[..1], labels[..1], 0, null, 0);
        Assert.All(gradient.Blocks[0].Concat(gradient.Blocks[1]), value => Assert.Equal(0, value));
        // Block 7 is the second layer's beta, the only way from the first two layers to the loss.
        Assert.Contains(gradient.Blocks[7], value => value != 0);
    }

    /// <summary>Cross-entropy and penalty by their formulas, from the logits alone.</summary>
    private static double Objective(
        ReferenceNetwork network, double[][] inputs, byte[] labels, double l2, DropoutRule? rule, L2Target target)
    {
        var logits = ReferenceForward.Run(network.Layers, network.Activation, inputs, rule, 3)[^1].PreActivation;
        var loss = logits.Select((row, r) => -Math.Log(Math.Exp(row[labels[r]]) / row.Sum(Math.Exp))).Average();
        return loss + (l2 / 2 * Decaying(network, target).Sum(block => block.Sum(theta => theta * theta)));
    }

    private static IEnumerable<double[]> Decaying(ReferenceNetwork network, L2Target target) =>
        target == L2Target.All ? network.Parameters : network.Layers.Select(layer => layer.Weight);

    private static double Numeric(double[] block, int i, Func<double> objective)
    {
        var kept = block[i];
        block[i] = kept + Difference;
        var above = objective();
        block[i] = kept - Difference;
        var below = objective();
        block[i] = kept;
        return (above - below) / (2 * Difference);
    }

    /// <summary>A pre-activation within reach of the difference would put a kink of ReLU between the two sides.</summary>
    private static void RequireNoKink(LayerTrace[] traces) =>
        Assert.All(
            traces.SkipLast(1).SelectMany(trace => trace.PreActivation).SelectMany(row => row), z => Assert.True(Math.Abs(z) > 1e-3));

    private static ReferenceNetwork Network(Activation activation, bool batchNorm)
    {
        var shape = new NetworkShape(Inputs, [5, 4], Classes, activation, batchNorm);
        var network = new ReferenceNetwork(InitialNetwork.Create(shape, Initialization.He, 11));
        var random = new Random(4);
        // Zero biases and unit gammas would hide a missing factor.
        foreach (var block in network.Parameters.Where(block => block.Length <= 5))
        {
            for (var i = 0; i < block.Length; i++)
                block[i] += (0.6 * random.NextDouble()) - 0.2;
        }
        return network;
    }

    private static (double[][] Inputs, byte[] Labels) Batch()
    {
        var random = new Random(7);
        double[][] inputs =
            [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Inputs).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
        return (inputs, [0, 1, 2, 2, 1, 0]);
    }
}
