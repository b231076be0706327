using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Simd.Tests;

/// <summary>A network that diverges ends with a reason; no exception, no hang, and the others go on.</summary>
public sealed class DivergenceTests
{
    private const int Inputs = 6, Classes = 3;

    private static readonly NetworkShape Shape = new(Inputs, [8], Classes, Activation.Relu, false);

    private static readonly TrainingOptions Options = new() { BatchSize = 10 };

    public static TheoryData<string> Trainers() => ["simd", "reference"];

    public static TheoryData<string, OptimizerKind, bool> AbsurdRates() => new MatrixTheoryData<string, OptimizerKind, bool>(
        ["simd", "reference"], [OptimizerKind.Adam, OptimizerKind.Sgd], [false, true]);

    [Theory]
    [MemberData(nameof(AbsurdRates))]
    public void An_absurd_learning_rate_ends_as_a_failure(string trainer, OptimizerKind optimizer, bool batchNorm)
    {
        var options = Options with { Optimizer = optimizer, LearningRate = 1e38 };
        using var session = Of(trainer).Open([new TrainingJob(Shape with { BatchNorm = batchNorm }, options, 0)], Context(RandomData.Splits(40, Inputs, Classes)));
        var outcome = Enumerable.Range(0, 20).Select(_ => session.RunEpoch(CancellationToken.None)[0]).First(outcome => outcome.Failure is not null);
        Assert.Null(outcome.Record);
        Assert.Matches(@"^training diverged in epoch \d+, step \d+: .*(loss (is|was) \S+); lower training\.learning_rate \(1E\+38\) or check the input's scale$", outcome.Failure);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void A_nan_in_the_input_names_epoch_step_and_loss(string trainer)
    {
        var values = new float[40 * Inputs];
        values[BatchOrder.Of(0, 0, 40)[25] * Inputs] = float.NaN;
        var train = new LabelledData(new FloatFeatures(values, 40, Inputs), new byte[40], Classes);
        using var session = Of(trainer).Open([new TrainingJob(Shape, Options, 0)], Context(RandomData.Splits(40, Inputs, Classes) with { Train = train }));
        // The 26th sample of the order is in the third batch of ten.
        const string Reason = "training diverged in epoch 1, step 3: the loss is NaN; lower training.learning_rate (0.001) or check the input's scale";
        Assert.Equal(new EpochOutcome(null, Reason), session.RunEpoch(CancellationToken.None)[0]);
        Assert.Equal(new EpochOutcome(null, Reason), session.RunEpoch(CancellationToken.None)[0]);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Parameters_that_the_last_step_of_an_epoch_blew_up_are_a_failure_too(string trainer)
    {
        // One step an epoch: its loss is still that of the initial network.
        var data = RandomData.Splits(10, Inputs, Classes);
        using var session = Of(trainer).Open([new TrainingJob(Shape, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e300, L2 = 1 }, 0)], Context(data));
        var failure = session.RunEpoch(CancellationToken.None)[0].Failure;
        Assert.NotNull(failure);
        Assert.StartsWith("training diverged in epoch 1, step 1: layer 1: weight ", failure, StringComparison.Ordinal);
        Assert.Contains("the training loss was ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void A_nan_in_the_validation_data_is_found(string trainer)
    {
        var validation = new LabelledData(new FloatFeatures([.. Enumerable.Repeat(float.NaN, Inputs)], 1, Inputs), [0], Classes);
        var data = RandomData.Splits(10, Inputs, Classes) with { Validation = validation };
        using var session = Of(trainer).Open([new TrainingJob(Shape, Options, 0)], Context(data));
        Assert.Contains(": the validation loss is NaN;", session.RunEpoch(CancellationToken.None)[0].Failure, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void The_other_networks_of_a_stack_go_on(string trainer)
    {
        var data = RandomData.Splits(40, Inputs, Classes);
        var well = new TrainingJob(Shape, Options, 1);
        TrainingJob[] stack = [new(Shape, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e38 }, 0), well];
        using var session = Of(trainer).Open(stack, Context(data));
        IReadOnlyList<EpochOutcome> last = [];
        for (var epoch = 0; epoch < 5; epoch++)
            last = session.RunEpoch(CancellationToken.None);
        Assert.NotNull(last[0].Failure);
        var alone = Runs.Train(Of(trainer), well, data, 5);
        Assert.Equal(alone.Epochs[^1].Record! with { Seconds = 0 }, last[1].Record! with { Seconds = 0 });
        Assert.Equal(Runs.Bits(alone.Network), Runs.Bits(session.Snapshot(1)));
    }

    private static ITrainer Of(string name) => name == "simd" ? new SimdTrainer() : new ReferenceTrainer();

    private static TrainingContext Context(DataSplits data) => new(data, 2);
}
