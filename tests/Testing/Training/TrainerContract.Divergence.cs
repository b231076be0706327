using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>Networks of a stack that diverge or are left out, wherever and however many: each other one ends as it ends alone.</summary>
public abstract partial class TrainerContract
{
    private const int Stacked = 4;

    /// <summary>Places of networks that diverge: first, middle, last; two, all but one, all.</summary>
    private static readonly int[][] Places = [[0], [1], [3], [0, 3], [1, 2], [0, 1, 3], [0, 1, 2, 3]];

    public static TheoryData<string, int[]> Diverging() =>
        new MatrixTheoryData<string, int[]>(StackCase.All.Select(one => one.Name), Places);

    [Theory]
    [MemberData(nameof(Diverging))]
    public void Wherever_networks_diverge_the_others_end_as_alone(string name, int[] diverging)
    {
        var one = StackCase.Named(name);
        var data = RandomData.Splits(StackCase.Samples, StackCase.Inputs, StackCase.Classes);
        var stack = one.Jobs(Stacked, diverging);
        using var session = Open(data, stack);
        var epochs = RunAll(session);
        Assert.Equal(
            Enumerable.Range(0, Stacked).Select(place => !diverging.Contains(place)),
            epochs[^1].Select(outcome => outcome.Record is not null));
        for (var i = 0; i < Stacked; i++)
            AssertAsAlone(one, stack[i], data, [.. epochs.Select(outcomes => outcomes[i])], () => session.Snapshot(i));
    }

    [Fact]
    public void It_is_in_the_last_epoch_that_the_late_ones_diverge()
    {
        var data = RandomData.Splits(StackCase.Samples, StackCase.Inputs, StackCase.Classes);
        using var session = Open(data, StackCase.Named("Sgd, in the last epoch").Jobs(2, 1));
        var epochs = RunAll(session);
        Assert.All(epochs[..^1], outcomes => Assert.NotNull(outcomes[1].Record));
        Assert.StartsWith($"training diverged in epoch {StackCase.Epochs}, step ", epochs[^1][1].Failure, StringComparison.Ordinal);
    }

    /// <summary>As early stopping has it: beside one that diverges, one that is left out later, and again what has failed.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    public void Left_out_beside_one_that_diverges_the_others_end_as_alone(int diverging, int left)
    {
        foreach (var one in StackCase.All)
        {
            var data = RandomData.Splits(StackCase.Samples, StackCase.Inputs, StackCase.Classes);
            var stack = one.Jobs(Stacked, diverging);
            using ITrainingSession session = Open(data, stack), second = Open(data, stack);
            List<IReadOnlyList<EpochOutcome>> epochs = [session.RunEpoch(CancellationToken.None)];
            if (epochs[0][diverging].Failure is not null)
                session.Leave(diverging);
            session.Leave(left);
            Copy(session, second);
            epochs.AddRange(RunAll(second, 1));
            Assert.All(epochs.Skip(1), outcomes => Assert.Equal(new EpochOutcome(null, Divergence.LeftOut), outcomes[left]));
            Assert.Throws<UserErrorException>(() => second.Snapshot(left));
            foreach (var i in Enumerable.Range(0, Stacked).Where(i => i != left))
                AssertAsAlone(one, stack[i], data, [.. epochs.Select(outcomes => outcomes[i])], () => second.Snapshot(i));
        }
    }

    /// <summary>
    /// Inputs of 0 reach no hidden unit: all that is learnt is the output layer and the bias of the code's ln sigma^2, which the first step
    /// makes 100 * 1e38 * (e^-4 - 1) / 2, no float32. The network itself is all right; what it says of NaN is not.
    /// </summary>
    [Fact]
    public void Of_a_network_whose_objective_blew_up_the_evaluation_is_looked_at_too()
    {
        var options = CodeOptions with
        {
            Objective = ObjectiveKind.Vib,
            Optimizer = OptimizerKind.Sgd,
            LearningRate = 100,
            Beta = 1e38,
            L2 = 0,
        };
        var zeros = new FloatFeatures(new float[CodeBatch * CodeInputs], CodeBatch, CodeInputs);
        var nothing = new LabelledData(zeros, new byte[CodeBatch], CodeClasses);
        var wrong = new LabelledData(new FloatFeatures([.. Enumerable.Repeat(float.NaN, CodeInputs)], 1, CodeInputs), [0], CodeClasses);
        using var session = Open(
            new DataSplits(nothing, wrong, nothing), new TrainingJob(CodeShape with { Activation = Activation.Relu }, options, 0));
        Assert.Contains(": the validation loss is NaN;", session.RunEpoch(CancellationToken.None)[0].Failure, StringComparison.Ordinal);
    }

    /// <summary>Alone a network has the same reason at the same step, or the same losses and weights up to rounding.</summary>
    private void AssertAsAlone(
        StackCase one, TrainingJob job, DataSplits data, IReadOnlyList<EpochOutcome> found, Func<Network> snapshot)
    {
        using var session = Open(data, job);
        var alone = RunAll(session);
        foreach (var (expected, outcome) in alone.Select(outcomes => outcomes[0]).Zip(found))
        {
            Assert.Equal(Reason(expected), Reason(outcome));
            Assert.Equal(expected.Record?.Epoch, outcome.Record?.Epoch);
            if (expected.Record is { } record)
                Deviation.Within(
                    TrainingTolerance.Loss(20), record.Train.Loss, outcome.Record!.Train.Loss, TrainingTolerance.Floor,
                    $"{one.Name}: the training loss of epoch {record.Epoch}");
        }
        if (alone[^1][0].Failure is not null)
        {
            Assert.Throws<UserErrorException>(() => session.Snapshot(0));
            Assert.Throws<UserErrorException>(() => snapshot());
            return;
        }
        foreach (var (a, b) in Runs.Blocks(session.Snapshot(0)).Zip(Runs.Blocks(snapshot())))
            if (!one.Network.IsRoundingNoise(a.Name))
                Deviation.Within(
                    TrainingTolerance.Weights(20), [.. a.Values], [.. b.Values], TrainingTolerance.Floor, $"{one.Name}: {a.Name}");
    }

    /// <summary>Without the last digits of the loss.</summary>
    private static string? Reason(EpochOutcome outcome) => outcome.Failure?.Split("; the training loss was ")[0];
}
