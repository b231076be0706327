using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Testing.Training;

/// <summary>Against the plain float64 trainer, step for step.</summary>
public abstract partial class TrainerContract
{
    private const int ReferenceSeed = 3;

    public static TheoryData<string> Cases() => [.. ReferenceCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_weights_are_those_of_float64_after_1_10_and_100_steps(string name)
    {
        var one = ReferenceCase.Named(name);
        Compare(one, ReferenceCase.BatchSize, 1, 1);
        Compare(one, 10 * ReferenceCase.BatchSize, 1, 10);
        Compare(one, 10 * ReferenceCase.BatchSize, 10, 100);
    }

    /// <summary>In a batch of one sample half the neurons of a ReLU network are 0, and a trainer may leave them out.</summary>
    [Theory]
    [InlineData(1, 0, 40, 33, 50)]
    [InlineData(1, 0.3, 40, 33, 50)]
    [InlineData(2, 0, 40, 33, 50)]
    [InlineData(3, 0.3, 40, 33, 50)]
    // Layers of which nothing is left.
    [InlineData(1, 0, 3, 1, 2)]
    [InlineData(1, 0, 1)]
    public void Neurons_that_are_0_for_a_whole_batch(int batch, double dropout, params int[] hidden)
    {
        var options = ReferenceCase.Named("Relu, Sgd 0.9, l2").Options with { BatchSize = batch, Dropout = dropout, LearningRate = 0.005 };
        var shape = new NetworkShape(ReferenceCase.Inputs, [.. hidden], ReferenceCase.Classes, Activation.Relu, false);
        Compare(new ReferenceCase("silent neurons", shape, options), 25 * batch, 2, 50);
    }

    private void Compare(ReferenceCase one, int samples, int epochs, int steps)
    {
        var data = RandomData.Splits(samples, ReferenceCase.Inputs, ReferenceCase.Classes);
        var job = new TrainingJob(one.Shape, one.Options, ReferenceSeed);
        var expected = Runs.Train(new ReferenceTrainer(), job, data, epochs);
        var actual = Runs.Train(Trainer, job, data, epochs);
        CompareEpochs(expected.Epochs, actual.Epochs, steps, one.HasRoundingNoise ? [Split.Train] : Enum.GetValues<Split>());
        foreach (var (a, b) in Runs.Blocks(expected.Network).Zip(Runs.Blocks(actual.Network)))
        {
            if (one.IsRoundingNoise(a.Name))
                continue;
            double[] weights = [.. a.Values], found = [.. b.Values];
            Deviation.Within(TrainingTolerance.Weights(steps), weights, found, TrainingTolerance.Floor, $"{a.Name} after {steps} steps");
        }
    }

    private static void CompareEpochs(IReadOnlyList<EpochOutcome> expected, IReadOnlyList<EpochOutcome> actual, int steps, Split[] splits)
    {
        foreach (var (a, b) in expected.Select(epoch => epoch.Record!).Zip(actual.Select(epoch => epoch.Record!)))
        {
            Evaluation[] left = [.. splits.Select(split => Of(a, split))], right = [.. splits.Select(split => Of(b, split))];
            Deviation.Within(
                TrainingTolerance.Loss(steps), [.. left.Select(e => e.Loss)], [.. right.Select(e => e.Loss)],
                TrainingTolerance.Floor, $"losses of epoch {a.Epoch}, {steps} steps");
            Assert.Equal(left.Select(e => e.Accuracy), right.Select(e => e.Accuracy));
        }
    }

    private static Evaluation Of(EpochRecord record, Split split) =>
        split switch { Split.Train => record.Train, Split.Validation => record.Validation, _ => record.Test };
}
