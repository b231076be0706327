using Engine;
using Engine.Data;
using Engine.Training;

namespace Testing.Training;

/// <summary>A network that diverges ends with a reason; no exception, no hang, and the others go on.</summary>
public abstract partial class TrainerRulesContract
{
    public static TheoryData<OptimizerKind, bool> AbsurdRates() =>
        new MatrixTheoryData<OptimizerKind, bool>([OptimizerKind.Adam, OptimizerKind.Sgd], [false, true]);

    [Theory]
    [MemberData(nameof(AbsurdRates))]
    public void An_absurd_learning_rate_ends_as_a_failure(OptimizerKind optimizer, bool batchNorm)
    {
        var options = Options with { Optimizer = optimizer, LearningRate = 1e38 };
        using var session = Open(RandomData.Splits(40, Inputs, Classes), new TrainingJob(Shape with { BatchNorm = batchNorm }, options, 0));
        var outcome = Enumerable.Range(0, 20)
            .Select(_ => session.RunEpoch(CancellationToken.None)[0]).First(outcome => outcome.Failure is not null);
        Assert.Null(outcome.Record);
        Assert.Matches(
            @"^training diverged in epoch \d+, step \d+: .*(loss (is|was) \S+); "
                + @"lower training\.learning_rate \(1E\+38\) or check the input's scale$",
            outcome.Failure);
    }

    [Fact]
    public void A_nan_in_the_input_names_epoch_step_and_loss()
    {
        var values = new float[40 * Inputs];
        values[BatchOrder.Of(0, 0, 40)[25] * Inputs] = float.NaN;
        var train = new LabelledData(new FloatFeatures(values, 40, Inputs), new byte[40], Classes);
        using var session = Open(RandomData.Splits(40, Inputs, Classes) with { Train = train }, new TrainingJob(Shape, Options, 0));
        // The 26th sample of the order is in the third batch of ten.
        const string Reason =
            "training diverged in epoch 1, step 3: the loss is NaN; lower training.learning_rate (0.001) or check the input's scale";
        Assert.Equal(new EpochOutcome(null, Reason), session.RunEpoch(CancellationToken.None)[0]);
        Assert.Equal(new EpochOutcome(null, Reason), session.RunEpoch(CancellationToken.None)[0]);
    }

    [Fact]
    public void Parameters_that_the_last_step_of_an_epoch_blew_up_are_a_failure_too()
    {
        // One step an epoch: its loss is still that of the initial network.
        var data = RandomData.Splits(10, Inputs, Classes);
        using var session = Open(
            data, new TrainingJob(Shape, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e300, L2 = 1 }, 0));
        var failure = session.RunEpoch(CancellationToken.None)[0].Failure;
        Assert.NotNull(failure);
        Assert.StartsWith("training diverged in epoch 1, step 1: layer 1: weight ", failure, StringComparison.Ordinal);
        Assert.Contains("the training loss was ", failure, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => session.Snapshot(0));
    }

    [Fact]
    public void A_nan_in_the_validation_data_is_found()
    {
        var validation = new LabelledData(new FloatFeatures([.. Enumerable.Repeat(float.NaN, Inputs)], 1, Inputs), [0], Classes);
        var data = RandomData.Splits(10, Inputs, Classes) with { Validation = validation };
        using var session = Open(data, new TrainingJob(Shape, Options, 0));
        Assert.Contains(": the validation loss is NaN;", session.RunEpoch(CancellationToken.None)[0].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_diverges_is_left_out_alone()
    {
        var data = RandomData.Splits(40, Inputs, Classes);
        TrainingJob first = new(Shape, Options, 1), last = new(Shape, Options with { L2 = 0.01, Dropout = 0.2 }, 2);
        using var session = Open(data, first, new(Shape, Options with { LearningRate = 1e38 }, 0), last);
        IReadOnlyList<EpochOutcome> outcomes = [];
        for (var epoch = 0; epoch < 5; epoch++)
            outcomes = session.RunEpoch(CancellationToken.None);
        Assert.Matches("^training diverged in epoch [12], step ", outcomes[1].Failure);
        foreach (var (job, place) in new[] { (first, 0), (last, 2) })
        {
            var alone = Runs.Train(Trainer, job, data, 5);
            AssertClose(alone.Epochs[^1].Record!, outcomes[place].Record!);
            Runs.AssertClose(alone.Network, session.Snapshot(place), 20);
        }
    }

    private static void AssertClose(EpochRecord expected, EpochRecord actual)
    {
        Deviation.Within(TrainingTolerance.Loss(100), expected.Train.Loss, actual.Train.Loss, TrainingTolerance.Floor, "the training loss");
        Assert.Equal(expected.Train.Accuracy, actual.Train.Accuracy);
        Assert.Equal(expected.Test.Accuracy, actual.Test.Accuracy);
    }
}
