using Engine.Data;
using Engine.InformationPlane;
using Engine.Networks;
using Engine.Numerics;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Simd.Tests;

/// <summary>Training with information-bottleneck objectives.</summary>
public sealed class BottleneckTests
{
    private const int Inputs = 20, Classes = 4, BatchSize = 12;

    private static readonly ObjectiveKind[] Bottlenecks = [ObjectiveKind.Vib, ObjectiveKind.NonlinearIb, ObjectiveKind.Ceb];

    private static readonly TrainingOptions Options = new()
    {
        LearningRate = 0.003,
        BatchSize = BatchSize,
        Beta = 0.05,
        BottleneckNoise = 0.05,
        L2 = 0.001,
        Initialization = Initialization.Glorot,
    };

    public static TheoryData<ObjectiveKind, int[], bool, OptimizerKind> Cases() => new MatrixTheoryData<ObjectiveKind, int[], bool, OptimizerKind>(
        Bottlenecks, [[7], [19, 17]], [false, true], [OptimizerKind.Sgd, OptimizerKind.Adam]);

    public static TheoryData<ObjectiveKind> Objectives => [.. Bottlenecks];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_weights_are_those_of_float64(ObjectiveKind objective, int[] hidden, bool batchNorm, OptimizerKind optimizer)
    {
        var data = RandomData.Splits(10 * BatchSize, Inputs, Classes);
        var shape = new NetworkShape(Inputs, [.. hidden], Classes, Activation.Tanh, batchNorm);
        var job = new TrainingJob(shape, Options with { Objective = objective, Optimizer = optimizer, LearningRate = optimizer == OptimizerKind.Sgd ? 0.05 : 0.003 }, 3);
        foreach (var epochs in new[] { 1, 5 })
        {
            var (expected, network) = Runs.Train(new ReferenceTrainer(), job, data, epochs);
            var found = Runs.Train(new SimdTrainer(), job, data, epochs);
            Deviation.Within(TrainingTolerance.Loss(100), Runs.Losses(expected), Runs.Losses(found.Epochs), TrainingTolerance.Floor, $"losses, {epochs} epochs");
            foreach (var (a, b) in Runs.Blocks(network).Zip(Runs.Blocks(found.Network)))
            {
                // As ReferenceCase says: of a bias before batch normalization Adam follows rounding errors.
                var noise = batchNorm && optimizer == OptimizerKind.Adam && (a.Name.StartsWith("bias", StringComparison.Ordinal) || a.Name.StartsWith("running mean", StringComparison.Ordinal));
                if (!noise)
                    Deviation.Within(TrainingTolerance.Weights(100), [.. a.Values], [.. b.Values], TrainingTolerance.Floor, $"{a.Name}, {epochs} epochs");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void The_dearer_information_is_the_less_of_the_input_the_layer_keeps(ObjectiveKind objective)
    {
        var data = RandomData.Splits(240, Inputs, Classes);
        var found = new[] { 1e-4, 0.03, 10 }.Select(beta => Information(objective, beta, data)).ToArray();
        Assert.True(found[0].AboutInput > found[1].AboutInput + 0.3, $"{found[0]} {found[1]}");
        Assert.True(found[1].AboutInput > found[2].AboutInput + 0.3, $"{found[1]} {found[2]}");
        // Cheap, it keeps the class; at ten nats a nat it keeps next to nothing.
        Assert.True(found[0].AboutClass > 1.5 && found[2].AboutInput < 0.5, $"{found[0]} {found[2]}");
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Threads_and_vector_widths_change_no_bit_and_seeds_do(ObjectiveKind objective)
    {
        var data = RandomData.Splits(100, 50, Classes);
        var job = new TrainingJob(new NetworkShape(50, [70, 33], Classes, Activation.Relu, false), Options with { Objective = objective, BatchSize = 50 }, 1);
        var expected = Runs.Bits(Runs.Train(new SimdTrainer(VectorWidth.Bits128), job, data, 2).Network);
        foreach (var width in Enum.GetValues<VectorWidth>())
        {
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(expected, Runs.Bits(Runs.Train(new SimdTrainer(width), job, data, 2, threads).Network));
        }
        Assert.NotEqual(expected, Runs.Bits(Runs.Train(new SimdTrainer(), job with { Seed = 2 }, data, 2).Network));
    }

    [Fact]
    public void Without_noise_to_speak_of_and_free_of_charge_it_is_cross_entropy()
    {
        var data = RandomData.Splits(60, Inputs, Classes);
        var shape = new NetworkShape(Inputs, [9], Classes, Activation.Tanh, false);
        var plain = Runs.Train(new SimdTrainer(), new TrainingJob(shape, Options, 1), data, 3);
        var free = Runs.Train(new SimdTrainer(), new TrainingJob(shape, Options with { Objective = ObjectiveKind.NonlinearIb, Beta = 0, BottleneckNoise = 1e-30 }, 1), data, 3);
        Assert.Equal(Runs.Bits(plain.Network), Runs.Bits(free.Network));
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        var shape = new NetworkShape(Inputs, [9], Classes, Activation.Tanh, false);
        var vib = Options with { Objective = ObjectiveKind.Vib };
        Refused("training.beta is -1", shape, vib with { Beta = -1 });
        Refused("training.bottleneck_noise is 0", shape, vib with { Objective = ObjectiveKind.NonlinearIb, BottleneckNoise = 0 });
        Refused("an information-bottleneck objective needs a hidden layer", shape with { Hidden = [] }, vib);
        Refused("training.dropout is 0.5", shape, vib with { Dropout = 0.5 });
        Refused("training.optimizer is sgld", shape, vib with { Optimizer = OptimizerKind.Sgld, Noise = 1, Clip = 1 });
        var job = new TrainingJob(shape, vib, 1);
        Assert.Equal(TrainingCheck.NoBottleneck, Assert.Throws<UserErrorException>(() => TrainingCheck.Require(job, RandomData.Splits(10, Inputs, Classes))).Message);
    }

    /// <summary>Of the last hidden layer after training, noise of variance 0.05 added.</summary>
    private static LayerInformation Information(ObjectiveKind objective, double beta, DataSplits data)
    {
        var shape = new NetworkShape(Inputs, [24, 6], Classes, Activation.Tanh, false);
        var options = Options with { Objective = objective, Beta = beta, LearningRate = 0.01, L2 = 0 };
        var network = Runs.Train(new SimdTrainer(), new TrainingJob(shape, options, 1), data, 60).Network;
        using var team = new WorkerTeam(1);
        var probe = new PlaneProbe(
            PlaneSamples.Draw(data, PlaneSplit.Train, 1000),
            new PlaneOptions { Estimators = [PlaneEstimator.PairwiseUpper], Noise = 0.05 },
            team,
            VectorWidths.Widest);
        return probe.Run(network, TestContext.Current.CancellationToken)[1].Information;
    }

    private static void Refused(string expected, NetworkShape shape, TrainingOptions options)
    {
        foreach (var trainer in new ITrainer[] { new SimdTrainer(), new ReferenceTrainer() })
        {
            var error = Assert.Throws<UserErrorException>(() => trainer.Open([new TrainingJob(shape, options, 1)], new TrainingContext(RandomData.Splits(10, Inputs, Classes), 1)));
            Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        }
    }
}
