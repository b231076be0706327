using Engine.Networks;
using Engine.Numerics;
using Engine.Training;
using Engine.Training.Reference;

namespace Testing.Training;

/// <summary>Shapes and sizes at the edge, each against the reference after 10 epochs.</summary>
public abstract partial class TrainerContract
{
    private const int Inputs = 10, Classes = 3;

    private static readonly NetworkShape Shape = new(Inputs, [6], Classes, Activation.Tanh, false);

    private static readonly TrainingOptions Options =
        new() { BatchSize = 8, Optimizer = OptimizerKind.Sgd, LearningRate = 0.02, Momentum = 0.5 };

    public static TheoryData<string> Edges() => [.. Jobs().Keys];

    [Theory]
    [MemberData(nameof(Edges))]
    public void The_edge_is_trained_as_the_reference_does(string name)
    {
        var (shape, options, samples) = Jobs()[name];
        var data = RandomData.Splits(samples, shape.Inputs, shape.Classes);
        var job = new TrainingJob(shape, options, 5);
        var (epochs, network) = Runs.Train(new ReferenceTrainer(), job, data, 10);
        var found = Runs.Train(Trainer, job, data, 10, 2);
        Deviation.Within(TrainingTolerance.Loss(100), Runs.Losses(epochs), Runs.Losses(found.Epochs), TrainingTolerance.Floor, "losses");
        Runs.AssertClose(network, found.Network, 100);
    }

    [Fact]
    public void Strong_l2_leaves_no_parameter_that_could_make_denormals()
    {
        foreach (var optimizer in new[] { OptimizerKind.Adam, OptimizerKind.Sgd })
        {
            // Each SGD step takes a fifth of every parameter: after 500 steps what no gradient holds up is 1e-48 of what it was.
            var options = Options with { Optimizer = optimizer, LearningRate = 0.02, L2 = 10, Momentum = 0 };
            var job = new TrainingJob(Shape with { BatchNorm = true }, options, 1);
            var (_, network) = Runs.Train(Trainer, job, RandomData.Splits(40, Inputs, Classes), 100);
            var values = Runs.Blocks(network).SelectMany(block => block.Values).ToArray();
            Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value) >= FlushRule.Threshold, $"{value}"));
            if (optimizer == OptimizerKind.Sgd)
                Assert.Contains(0f, network.Layers[0].Weight);
        }
    }

    [Fact]
    public void A_learning_rate_of_zero_changes_nothing_but_running_statistics()
    {
        var job = new TrainingJob(Shape with { BatchNorm = true }, Options with { LearningRate = 0 }, 1);
        var (_, network) = Runs.Train(Trainer, job, RandomData.Splits(20, Inputs, Classes), 1);
        var initial = InitialNetwork.Create(job.Shape, job.Options.Initialization, 1);
        foreach (var (before, after) in initial.Layers.Zip(network.Layers))
        {
            Assert.Equal(before.Weight, after.Weight);
            Assert.Equal(before.Bias, after.Bias);
        }
        Assert.NotEqual(initial.Layers[0].Normalization!.RunningMean, network.Layers[0].Normalization!.RunningMean);
    }

    private static Dictionary<string, (NetworkShape Shape, TrainingOptions Options, int Samples)> Jobs() => new()
    {
        ["batch larger than the data"] = (Shape, Options with { BatchSize = 1000 }, 20),
        ["one sample"] = (Shape, Options, 1),
        ["a last batch of one"] = (Shape, Options, 17),
        ["a last batch of one with batch normalization"] = (Shape with { BatchNorm = true }, Options, 17),
        ["batches of one with dropout"] = (Shape, Options with { BatchSize = 1, Dropout = 0.5 }, 9),
        ["one hidden unit"] = (Shape with { Hidden = [1] }, Options, 20),
        ["eight layers"] = (Shape with { Hidden = [5, 6, 7, 8, 9, 8, 7] }, Options, 20),
        ["logistic"] = (Shape with { Hidden = [] }, Options with { L2 = 0.01 }, 20),
        ["logistic with what only hidden layers have"] = (Shape with { Hidden = [], BatchNorm = true }, Options with { Dropout = 0.5 }, 20),
        ["two classes"] = (Shape with { Classes = 2 }, Options, 20),
        ["one class"] = (Shape with { Classes = 1 }, Options, 20),
        ["seventeen classes"] = (Shape with { Classes = 17 }, Options, 40),
        ["one input"] = (Shape with { Inputs = 1 }, Options, 20),
        ["widths of whole panels"] = (Shape with { Hidden = [16, 32] }, Options, 20),
        ["products that are split by panels"] = (new NetworkShape(300, [130], Classes, Activation.Relu, false), Options, 20),
        ["products that are split by rows"] = (
            new NetworkShape(80, [40], Classes, Activation.Relu, false), Options with { BatchSize = 100 }, 150),
    };
}
