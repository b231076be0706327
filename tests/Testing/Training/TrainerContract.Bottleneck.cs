using Engine;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Networks;
using Engine.Numerics;
using Engine.Training;
using Engine.Training.Reference;

namespace Testing.Training;

/// <summary>Training with information-bottleneck objectives.</summary>
public abstract partial class TrainerContract
{
    private const int CodeInputs = 20, CodeClasses = 4, CodeBatch = 12;

    private static readonly ObjectiveKind[] Bottlenecks = [ObjectiveKind.Vib, ObjectiveKind.NonlinearIb, ObjectiveKind.Ceb];

    private static readonly NetworkShape CodeShape = new(CodeInputs, [9], CodeClasses, Activation.Tanh, false);

    private static readonly TrainingOptions CodeOptions = new()
    {
        LearningRate = 0.003,
        BatchSize = CodeBatch,
        Beta = 0.05,
        BottleneckNoise = 0.05,
        L2 = 0.001,
        Initialization = Initialization.Glorot,
    };

    public static TheoryData<ObjectiveKind, int[], bool, OptimizerKind> Codes() =>
        new MatrixTheoryData<ObjectiveKind, int[], bool, OptimizerKind>(
            Bottlenecks, [[7], [19, 17]], [false, true], [OptimizerKind.Sgd, OptimizerKind.Adam]);

    public static TheoryData<ObjectiveKind> Objectives => [.. Bottlenecks];

    [Theory]
    [MemberData(nameof(Codes))]
    public void With_a_bottleneck_loss_and_weights_are_those_of_float64(
        ObjectiveKind objective, int[] hidden, bool batchNorm, OptimizerKind optimizer)
    {
        var data = RandomData.Splits(10 * CodeBatch, CodeInputs, CodeClasses);
        var options =
            CodeOptions with
            {
                Objective = objective,
                Optimizer = optimizer,
                LearningRate = optimizer == OptimizerKind.Sgd ? 0.05 : 0.003,
                // A code adds a matrix and vectors of its own.
                L2On = batchNorm ? L2Target.Weights : L2Target.All,
                InputDropout = batchNorm ? 0.1 : 0,
            };
        foreach (var activation in new[] { Activation.Tanh, Activation.Sigmoid, Activation.Gelu })
        {
            var one = new ReferenceCase(
                "a bottleneck", new NetworkShape(CodeInputs, [.. hidden], CodeClasses, activation, batchNorm), options);
            foreach (var epochs in new[] { 1, 5 })
                CompareCodes(one, data, epochs);
        }
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void The_dearer_information_is_the_less_of_the_input_the_layer_keeps(ObjectiveKind objective)
    {
        var data = RandomData.Splits(240, CodeInputs, CodeClasses);
        var found = new[] { 1e-4, 0.03, 10 }.Select(beta => Information(objective, beta, data)).ToArray();
        Assert.True(found[0].AboutInput > found[1].AboutInput + 0.3, $"{found[0]} {found[1]}");
        Assert.True(found[1].AboutInput > found[2].AboutInput + 0.3, $"{found[1]} {found[2]}");
        // Cheap, it keeps the class; at ten nats a nat it keeps next to nothing.
        Assert.True(found[0].AboutClass > 1.5 && found[2].AboutInput < 0.5, $"{found[0]} {found[2]}");
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void In_a_stack_each_network_has_a_code_of_its_own(ObjectiveKind objective)
    {
        var data = RandomData.Splits(60, CodeInputs, CodeClasses);
        var options = CodeOptions with { Objective = objective, Optimizer = OptimizerKind.Sgd, LearningRate = 0.05 };
        TrainingJob[] stack =
        [
            new(CodeShape, options, 1), new(CodeShape, options with { LearningRate = 1e38 }, 2),
            new(CodeShape, options with { Beta = 0.5, BottleneckNoise = 0.2 }, 1), new(CodeShape, options, 4),
            new(CodeShape, options with { Objective = ObjectiveKind.CrossEntropy }, 1),
        ];
        using var session = Trainer.Open(stack, new TrainingContext(data, 1));
        var last = Enumerable.Range(0, 4).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray()[^1];
        Assert.NotNull(last[1].Failure);
        int[] others = [0, 2, 3, 4];
        foreach (var i in others)
            Runs.AssertClose(Runs.Train(Trainer, stack[i], data, 4).Network, session.Snapshot(i), 20);
        // Price, seed and objective matter.
        Assert.Equal(others.Length, others.Select(i => last[i].Record!.Train.Loss).Distinct().Count());
    }

    [Fact]
    public void Without_noise_to_speak_of_and_free_of_charge_a_code_is_the_layer_itself()
    {
        var data = RandomData.Splits(60, CodeInputs, CodeClasses);
        var plain = Runs.Train(Trainer, new TrainingJob(CodeShape, CodeOptions, 1), data, 3);
        var free = CodeOptions with { Objective = ObjectiveKind.NonlinearIb, Beta = 0, BottleneckNoise = 1e-30 };
        Assert.Equal(Runs.Bits(plain.Network), Runs.Bits(Runs.Train(Trainer, new TrainingJob(CodeShape, free, 1), data, 3).Network));
    }

    [Fact]
    public void What_does_not_go_with_a_bottleneck_is_refused()
    {
        var vib = CodeOptions with { Objective = ObjectiveKind.Vib };
        Refused("training.beta is -1", CodeShape, vib with { Beta = -1 });
        Refused("training.bottleneck_noise is 0", CodeShape, vib with { Objective = ObjectiveKind.NonlinearIb, BottleneckNoise = 0 });
        Refused("an information-bottleneck objective needs a hidden layer", CodeShape with { Hidden = [] }, vib);
        Refused("training.dropout is 0.5", CodeShape, vib with { Dropout = 0.5 });
        Refused("training.optimizer is sgld", CodeShape, vib with { Optimizer = OptimizerKind.Sgld, Noise = 1, Clip = 1 });
    }

    private void CompareCodes(ReferenceCase one, DataSplits data, int epochs)
    {
        var job = new TrainingJob(one.Shape, one.Options, ReferenceSeed);
        var (expected, network) = Runs.Train(new ReferenceTrainer(), job, data, epochs);
        var found = Runs.Train(Trainer, job, data, epochs);
        var what = $"{one.Shape.Activation}, {epochs} epochs";
        Deviation.Within(
            TrainingTolerance.Loss(100), Runs.Losses(expected), Runs.Losses(found.Epochs), TrainingTolerance.Floor, $"losses, {what}");
        foreach (var (a, b) in Runs.Blocks(network).Zip(Runs.Blocks(found.Network)))
        {
            if (!one.IsRoundingNoise(a.Name))
                Deviation.Within(
                    TrainingTolerance.Weights(100), [.. a.Values], [.. b.Values], TrainingTolerance.Floor, $"{a.Name}, {what}");
        }
    }

    /// <summary>Of the last hidden layer after training, noise of variance 0.05 added.</summary>
    private LayerInformation Information(ObjectiveKind objective, double beta, DataSplits data)
    {
        var options = CodeOptions with { Objective = objective, Beta = beta, LearningRate = 0.01, L2 = 0 };
        var network = Runs.Train(Trainer, new TrainingJob(CodeShape with { Hidden = [24, 6] }, options, 1), data, 60).Network;
        using var team = new WorkerTeam(1);
        var probe = new PlaneProbe(
            PlaneSamples.Draw(data, PlaneSplit.Train, 1000), new PlaneOptions { Estimators = [PlaneEstimator.PairwiseUpper], Noise = 0.05 },
            team, VectorWidths.Widest);
        return probe.Run(network, TestContext.Current.CancellationToken)[1].Information;
    }

    private void Refused(string expected, NetworkShape shape, TrainingOptions options)
    {
        var context = new TrainingContext(RandomData.Splits(10, CodeInputs, CodeClasses), 1);
        foreach (var trainer in new[] { Trainer, new ReferenceTrainer() })
        {
            var error = Assert.Throws<UserErrorException>(() => trainer.Open([new TrainingJob(shape, options, 1)], context));
            Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        }
    }
}
