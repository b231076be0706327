using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Tests.Training.Reference;

public sealed class ReferenceBottleneckTests
{
    private const int Inputs = 5, Rows = 6, Classes = 3;
    private const double Difference = 1e-5;

    // Central differences err by h^2 f'''/6 + machine epsilon * f / h: about 1e-10 in a loss of 1.
    private const double Limit = 1e-6;
    private const double Floor = 1e-3;

    public static TheoryData<ObjectiveKind, int[], bool> Cases() => new MatrixTheoryData<ObjectiveKind, int[], bool>(
        [ObjectiveKind.Vib, ObjectiveKind.NonlinearIb, ObjectiveKind.Ceb], [[4], [6, 3]], [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_central_differences(ObjectiveKind objective, int[] hidden, bool batchNorm)
    {
        var shape = new NetworkShape(Inputs, [.. hidden], Classes, Activation.Tanh, batchNorm);
        var bottleneck = Bottleneck(objective, shape, 0.7);
        var network = new ReferenceNetwork(InitialNetwork.Create(shape, Initialization.Glorot, 2), bottleneck);
        var (inputs, labels) = Batch();
        Disturb(network);
        var gradient = network.Gradient(inputs, labels, 0.05, null, 3);
        Assert.Equal(network.Parameters.Length, gradient.Blocks.Length);
        for (var b = 0; b < network.Parameters.Length; b++)
        {
            var block = network.Parameters[b];
            double[] expected =
                [.. Enumerable.Range(0, block.Length).Select(i => Numeric(block, i, () => Objective(network, inputs, labels)))];
            Deviation.Within(Limit, expected, gradient.Blocks[b], Floor, $"block {b}");
        }
    }

    [Fact]
    public void The_code_is_the_mean_with_noise_of_its_deviation_and_another_at_each_step()
    {
        var shape = new NetworkShape(Inputs, [4], Classes, Activation.Tanh, false);
        var bottleneck = Bottleneck(ObjectiveKind.Vib, shape, 1);
        double[][] mean = [.. Enumerable.Range(0, 2000).Select(_ => new double[4])], input = [.. mean.Select(_ => new double[Inputs])];
        var code = bottleneck.Forward(input, mean, 0).Code.SelectMany(row => row).ToArray();
        // ln sigma^2 = -4 at the start: variance 0.0183, relative standard error sqrt(2 / 8000).
        Assert.Equal(Math.Exp(-4), code.Average(z => z * z), Math.Exp(-4) * 5 * Math.Sqrt(2.0 / 8000));
        Assert.NotEqual(code, bottleneck.Forward(input, mean, 1).Code.SelectMany(row => row));
    }

    [Fact]
    public void The_penalty_of_vib_is_the_divergence_from_a_standard_normal()
    {
        var shape = new NetworkShape(Inputs, [2], Classes, Activation.Tanh, false);
        var bottleneck = Bottleneck(ObjectiveKind.Vib, shape, 2);
        var trace = bottleneck.Forward([new double[Inputs]], [[0.5, -1]], 0);
        // 1/2 sum (e^-4 + mu^2 - 1 + 4), times beta = 2.
        Assert.Equal((0.25 + 1) + (2 * (Math.Exp(-4) + 3)), bottleneck.Penalty(trace, [0]), 1e-12);
    }

    [Fact]
    public void The_penalty_of_ceb_is_nothing_where_each_mean_is_its_class_s_and_sigma_is_one()
    {
        var shape = new NetworkShape(Inputs, [2], Classes, Activation.Tanh, false);
        var bottleneck = Bottleneck(ObjectiveKind.Ceb, shape, 2);
        Array.Clear(bottleneck.Bias);
        double[] means = [0.1, 0.2, -0.3, 0.4, 0, 0.9];
        means.CopyTo(bottleneck.ClassMeans, 0);
        var trace = bottleneck.Forward([new double[Inputs], new double[Inputs]], [[-0.3, 0.4], [0, 0.9]], 0);
        Assert.Equal(0, bottleneck.Penalty(trace, [1, 2]), 1e-15);
        Assert.True(bottleneck.Penalty(trace, [2, 1]) > 0.1);
    }

    [Fact]
    public void The_penalty_of_the_nonlinear_bottleneck_is_the_pairwise_bound()
    {
        var shape = new NetworkShape(Inputs, [2], Classes, Activation.Tanh, false);
        var bottleneck = Bottleneck(ObjectiveKind.NonlinearIb, shape, 3);
        var trace = bottleneck.Forward([new double[Inputs], new double[Inputs]], [[0, 0], [0.3, 0.4]], 0);
        // D = 0.25, s2 = 0.2: each of two points -ln((1 + exp(-0.25 / 0.4)) / 2).
        Assert.Equal(-3 * Math.Log((1 + Math.Exp(-0.625)) / 2), bottleneck.Penalty(trace, [0, 1]), 1e-12);
    }

    private static ReferenceBottleneck Bottleneck(ObjectiveKind objective, NetworkShape shape, double beta) =>
        new(new TrainingOptions { Objective = objective, Beta = beta, BottleneckNoise = 0.2 }, shape, 5);

    /// <summary>Nothing is zero or at its start, so that no gradient vanishes by accident.</summary>
    private static void Disturb(ReferenceNetwork network)
    {
        var random = new Random(1);
        foreach (var block in network.Parameters)
        {
            for (var i = 0; i < block.Length; i++)
                block[i] += 0.4 * (random.NextDouble() - 0.5);
        }
    }

    private static double Objective(ReferenceNetwork network, double[][] inputs, byte[] labels)
    {
        var traces = ReferenceForward.Run(network.Layers, network.Activation, inputs, null, 3, network.Bottleneck);
        var loss = ReferenceLoss.Of(traces[^1].PreActivation, labels).Sum / Rows;
        return loss + network.Bottleneck!.Penalty(traces[^2].Code!, labels) + (
            0.05 / 2 * network.Parameters.Sum(block => block.Sum(value => value * value)));
    }

    private static double Numeric(double[] block, int i, Func<double> objective)
    {
        var value = block[i];
        block[i] = value + Difference;
        var above = objective();
        block[i] = value - Difference;
        var below = objective();
        block[i] = value;
        return (above - below) / (2 * Difference);
    }

    private static (double[][] Inputs, byte[] Labels) Batch()
    {
        var random = new Random(7);
        double[][] inputs =
            [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Inputs).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
        return (inputs, [0, 1, 2, 2, 1, 0]);
    }
}
