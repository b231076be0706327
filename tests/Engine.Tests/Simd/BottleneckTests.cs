using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>Information-bottleneck objectives keep the promise of the same bytes.</summary>
public sealed class BottleneckTests
{
    private const int Classes = 4;

    [Theory]
    [InlineData(ObjectiveKind.Vib)]
    [InlineData(ObjectiveKind.NonlinearIb)]
    [InlineData(ObjectiveKind.Ceb)]
    public void Threads_and_vector_widths_change_no_bit_and_seeds_do(ObjectiveKind objective)
    {
        var data = RandomData.Splits(100, 50, Classes);
        var options = new TrainingOptions
        {
            Objective = objective,
            LearningRate = 0.003,
            BatchSize = 50,
            Beta = 0.05,
            BottleneckNoise = 0.05,
            L2 = 0.001,
        };
        var job = new TrainingJob(new NetworkShape(50, [70, 33], Classes, Activation.Relu, false), options, 1);
        var expected = Runs.Bits(Runs.Train(new SimdTrainer(VectorWidth.Bits128), job, data, 2).Network);
        foreach (var width in Enum.GetValues<VectorWidth>())
        {
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(expected, Runs.Bits(Runs.Train(new SimdTrainer(width), job, data, 2, threads).Network));
        }
        Assert.NotEqual(expected, Runs.Bits(Runs.Train(new SimdTrainer(), job with { Seed = 2 }, data, 2).Network));
    }
}
