using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>The same job gives the same bytes, however it is computed.</summary>
public sealed class SameBytesTests
{
    // Wide enough that products are split over threads, with widths that are no multiple of a vector.
    private const int Inputs = 50, Classes = 5, Samples = 205;

    private static readonly NetworkShape Plain = new(Inputs, [70, 33], Classes, Activation.Relu, false);

    private static readonly TrainingOptions Options = new() { BatchSize = 100, L2 = 1e-3 };

    public static TheoryData<Activation, bool, OptimizerKind> Cases() => new()
    {
        { Activation.Relu, false, OptimizerKind.Adam },
        { Activation.LeakyRelu, true, OptimizerKind.Sgd },
        { Activation.Tanh, true, OptimizerKind.Adam },
        { Activation.Sigmoid, false, OptimizerKind.Sgd },
        { Activation.Elu, true, OptimizerKind.Adam },
        { Activation.Gelu, false, OptimizerKind.Adam },
        { Activation.GeluTanh, true, OptimizerKind.Sgd },
        { Activation.Silu, true, OptimizerKind.Adam },
        { Activation.Softplus, false, OptimizerKind.Sgd },
        { Activation.HardTanh, true, OptimizerKind.Adam },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_number_of_threads_gives_the_same_bytes(Activation activation, bool regularized, OptimizerKind optimizer)
    {
        var one = Train(Job(activation, regularized, optimizer), VectorWidths.Widest, 1);
        foreach (var threads in new[] { 2, 3 })
            Assert.Equal(one, Train(Job(activation, regularized, optimizer), VectorWidths.Widest, threads));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_vector_width_gives_the_same_bytes(Activation activation, bool regularized, OptimizerKind optimizer)
    {
        var narrow = Train(Job(activation, regularized, optimizer), VectorWidth.Bits128, 1);
        foreach (var width in new[] { VectorWidth.Bits256, VectorWidth.Bits512 })
            Assert.Equal(narrow, Train(Job(activation, regularized, optimizer), width, 1));
    }

    /// <summary>Enough weights that they are updated in pieces, and more threads than a batch and some layers have rows for.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Sgld)]
    public void Wide_layers_and_many_threads_give_the_same_bytes(OptimizerKind optimizer)
    {
        var data = RandomData.Splits(150, 700, 10);
        var (noise, clip) = LangevinOnly(optimizer);
        var job = new TrainingJob(
            new NetworkShape(700, [90, 200], 10, Activation.Tanh, false),
            Options with { Optimizer = optimizer, LearningRate = 1e-3, Noise = noise, Clip = clip },
            3);
        string Of(int threads)
        {
            var (epochs, network) = Runs.Train(new SimdTrainer(), job, data, 2, threads);
            return Describe(epochs, network);
        }

        var one = Of(1);
        Assert.Equal(one, Of(5));
        Assert.Equal(one, Of(16));
    }

    /// <summary>In batches of two most hidden layers have neurons that are left out.</summary>
    [Theory]
    [InlineData(0, false, OptimizerKind.Adam)]
    [InlineData(0.25, true, OptimizerKind.Adam)]
    [InlineData(0, false, OptimizerKind.Sgd)]
    [InlineData(0, false, OptimizerKind.Sgld)]
    public void Silent_neurons_leave_the_bytes_alone(double dropout, bool batchNorm, OptimizerKind optimizer)
    {
        var (noise, clip) = LangevinOnly(optimizer);
        var job = new TrainingJob(
            new NetworkShape(Inputs, [70, 90, 33], Classes, Activation.Relu, batchNorm),
            Options with { BatchSize = 2, Dropout = dropout, Optimizer = optimizer, LearningRate = 1e-3, Noise = noise, Clip = clip },
            8);
        var one = Train(job, VectorWidth.Bits128, 1);
        Assert.Equal(one, Train(job, VectorWidth.Bits512, 3));
        Assert.Equal(one, Train(job, VectorWidth.Bits256, 2));
    }

    [Fact]
    public void Two_seeds_differ() => Assert.NotEqual(Train(new TrainingJob(Plain, Options, 0)), Train(new TrainingJob(Plain, Options, 1)));

    [Fact]
    public void Two_seeds_drop_different_units()
    {
        var data = RandomData.Splits(20, Inputs, Classes);
        double[] losses = [.. new ulong[] { 0, 1 }.Select(seed =>
            Runs.Train(new SimdTrainer(), new TrainingJob(Plain, Options with { Dropout = 0.5, LearningRate = 0 }, seed), data, 2)
                .Epochs[^1].Record!.Train.Loss)];
        Assert.NotEqual(losses[0], losses[1]);
    }

    [Fact]
    public void A_stack_gives_what_each_network_gives_alone()
    {
        TrainingJob[] stack =
        [
            new(Plain, Options, 0), new(Plain, Options, 1), new(Plain, Options with { LearningRate = 0.01, Dropout = 0.2 }, 0),
            new(Plain, Options with { Optimizer = OptimizerKind.Sgd, BatchSize = 7 }, 2),
        ];
        using var session = new SimdTrainer().Open(stack, new TrainingContext(Data(), 2));
        var outcomes = Enumerable.Range(0, 3).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray();
        Assert.Equal(3, session.Epoch);
        for (var i = 0; i < stack.Length; i++)
            Assert.Equal(Train(stack[i]), Describe(outcomes.Select(epoch => epoch[i]), session.Snapshot(i)));
    }

    [Fact]
    public void A_network_that_diverges_leaves_the_bytes_of_the_others_alone()
    {
        var well = new TrainingJob(Plain, Options, 1);
        TrainingJob[] stack = [new(Plain, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e38 }, 0), well];
        using var session = new SimdTrainer().Open(stack, new TrainingContext(Data(), 2));
        var outcomes = Enumerable.Range(0, 3).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray();
        Assert.NotNull(outcomes[^1][0].Failure);
        Assert.Equal(Train(well), Describe(outcomes.Select(epoch => epoch[1]), session.Snapshot(1)));
    }

    private static TrainingJob Job(Activation activation, bool regularized, OptimizerKind optimizer) => new(
        Plain with { Activation = activation, BatchNorm = regularized },
        Options with { Optimizer = optimizer, Momentum = 0.9, Dropout = regularized ? 0.25 : 0 },
        8);

    /// <summary>Settings that only Langevin training takes.</summary>
    private static (double Noise, double Clip) LangevinOnly(OptimizerKind optimizer) =>
        optimizer == OptimizerKind.Sgld ? (1e-3, 0.3) : (0, 0);

    private static Engine.Data.DataSplits Data() => RandomData.Splits(Samples, Inputs, Classes, 300, 17);

    private static string Train(TrainingJob job) => Train(job, VectorWidths.Widest, 1);

    private static string Train(TrainingJob job, VectorWidth width, int threads)
    {
        var (epochs, network) = Runs.Train(new SimdTrainer(width), job, Data(), 3, threads);
        return Describe(epochs, network);
    }

    /// <summary>Everything but the time.</summary>
    private static string Describe(IEnumerable<EpochOutcome> epochs, Network network) =>
        string.Join('\n', epochs.Select(epoch => (epoch.Record! with { Seconds = 0 }).ToString())) + string.Join(' ', Runs.Bits(network));
}
