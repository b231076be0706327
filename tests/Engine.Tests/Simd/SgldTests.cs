using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>Langevin training: clipped gradients and noise on every parameter.</summary>
public sealed class SgldTests
{
    private const int Inputs = 20, Classes = 4;

    private static readonly TrainingOptions Options = new()
    {
        Optimizer = OptimizerKind.Sgld,
        LearningRate = 0.05,
        BatchSize = 12,
        Noise = 0.01,
        Clip = 0.3,
        L2 = 0.01,
        Initialization = Initialization.Glorot,
    };

    [Fact]
    public void Without_noise_and_with_a_clip_that_is_never_reached_it_is_gradient_descent()
    {
        var data = RandomData.Splits(60, Inputs, Classes);
        var shape = new NetworkShape(Inputs, [9], Classes, Activation.Relu, false);
        var langevin = Runs.Train(new SimdTrainer(), new TrainingJob(shape, Options with { Noise = 0, Clip = 1e6 }, 1), data, 3).Network;
        var descent =
            Runs.Train(new SimdTrainer(), new TrainingJob(shape, Options with { Optimizer = OptimizerKind.Sgd }, 1), data, 3).Network;
        Assert.Equal(Runs.Bits(descent), Runs.Bits(langevin));
    }

    /// <summary>One updates all weights when the whole gradient is known, the other piece by piece.</summary>
    [Fact]
    public void So_it_is_where_a_layer_is_updated_in_pieces()
    {
        var data = RandomData.Splits(60, 700, Classes);
        var shape = new NetworkShape(700, [90, 40], Classes, Activation.Relu, false);
        var langevin = Runs.Train(new SimdTrainer(), new TrainingJob(shape, Options with { Noise = 0, Clip = 1e6 }, 1), data, 3, 2).Network;
        var descent =
            Runs.Train(new SimdTrainer(), new TrainingJob(shape, Options with { Optimizer = OptimizerKind.Sgd }, 1), data, 3, 2).Network;
        Assert.Equal(Runs.Bits(descent), Runs.Bits(langevin));
    }

    [Fact]
    public void A_step_without_noise_is_at_most_the_rate_times_the_clip_long()
    {
        var data = RandomData.Splits(12, Inputs, Classes);
        var shape = new NetworkShape(Inputs, [9], Classes, Activation.Relu, false);
        var job = new TrainingJob(shape, Options with { Noise = 0, Clip = 0.01, L2 = 0 }, 1);
        var before = InitialNetwork.Create(shape, Initialization.Glorot, 1);
        var after = Runs.Train(new SimdTrainer(), job, data, 1).Network;
        // Of parameters below 1, float32 rounds each move by up to 3e-8.
        Assert.Equal(0.05 * 0.01, Math.Sqrt(Moves(before, after).Sum(move => move * move)), 1e-7);
    }

    [Fact]
    public void With_a_rate_of_zero_parameters_walk_at_random()
    {
        const int Steps = 100;
        var data = RandomData.Splits(12, Inputs, Classes);
        var shape = new NetworkShape(Inputs, [300], Classes, Activation.Relu, false);
        var job = new TrainingJob(shape, Options with { LearningRate = 0, Noise = 0.1 }, 1);
        var moves = Moves(InitialNetwork.Create(shape, Initialization.Glorot, 1), Runs.Train(new SimdTrainer(), job, data, Steps).Network)
            .ToArray();
        // Every one of 7,504 parameters: variance 100 * 0.01 = 1, standard error sqrt(2 / 7504).
        Assert.Equal(7504, moves.Length);
        Assert.Equal(1, moves.Average(move => move * move), 5 * Math.Sqrt(2.0 / moves.Length));
        Assert.Equal(0, moves.Average(), 5 / Math.Sqrt(moves.Length));
    }

    [Fact]
    public void Threads_and_vector_widths_change_no_bit_and_seeds_do()
    {
        var data = RandomData.Splits(100, 50, Classes);
        var job = new TrainingJob(new NetworkShape(50, [70, 33], Classes, Activation.Relu, false), Options with { BatchSize = 50 }, 1);
        var expected = Runs.Bits(Runs.Train(new SimdTrainer(VectorWidth.Bits128), job, data, 2).Network);
        foreach (var width in Enum.GetValues<VectorWidth>())
        {
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(expected, Runs.Bits(Runs.Train(new SimdTrainer(width), job, data, 2, threads).Network));
        }
        Assert.NotEqual(expected, Runs.Bits(Runs.Train(new SimdTrainer(), job with { Seed = 2 }, data, 2).Network));
    }

    private static IEnumerable<double> Moves(Network before, Network after) =>
        Runs.Blocks(before).Zip(Runs.Blocks(after)).SelectMany(pair => pair.First.Values.Zip(pair.Second.Values, (a, b) => (double)b - a));
}
