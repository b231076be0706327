using Engine.Data;
using Engine.Training;

namespace Testing.Training;

/// <summary>Training that was stopped and taken up again, in this session or in another, ends as if it had never stopped.</summary>
public abstract partial class TrainerRulesContract
{
    private const int StateSamples = StackCase.Samples;

    public static TheoryData<string, int[]> Checkpoints() =>
        new MatrixTheoryData<string, int[]>(StackCase.All.Select(one => one.Name), [[], [1], [0, 2]]);

    /// <param name="diverging">Places of networks that diverge, of three.</param>
    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void Stopped_at_any_step_and_loaded_in_another_session_it_ends_with_the_same_bytes(string name, int[] diverging)
    {
        var data = RandomData.Splits(StateSamples, Inputs, Classes);
        var stack = StackCase.Named(name).Jobs(3, diverging);
        using var whole = Open(data, stack);
        var expected = Describe(RunAll(whole), whole);
        // Each epoch of 47 samples has five batches; a session that reads its data at once stops at the epoch's first step.
        foreach (var steps in Enumerable.Range(0, 17))
            Assert.Equal(expected, Interrupted(stack, data, steps, StackCase.Epochs));
        foreach (var epochs in Enumerable.Range(0, StackCase.Epochs))
            Assert.Equal(expected, Interrupted(stack, data, int.MaxValue / Options.BatchSize, epochs));
    }

    [Fact]
    public void A_network_that_diverged_stays_so()
    {
        var data = RandomData.Splits(StateSamples, Inputs, Classes);
        TrainingJob[] stack = [
            new(Shape, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e38 }, 0),
            new(Shape, Options with { Optimizer = OptimizerKind.Sgd }, 1)];
        using var whole = Open(data, stack);
        using var first = Open(data, stack);
        foreach (var session in new[] { whole, first })
            while (session.RunEpoch(CancellationToken.None)[0].Failure is null) { }
        using var second = Open(data, stack);
        Copy(first, second);
        Assert.Equal(whole.Epoch, second.Epoch);
        var (expected, found) = (whole.RunEpoch(CancellationToken.None), second.RunEpoch(CancellationToken.None));
        Assert.Equal(expected[0].Failure, found[0].Failure);
        Assert.Equal(expected[1].Record! with { Seconds = 0 }, found[1].Record! with { Seconds = 0 });
        Assert.Equal(Runs.Bits(whole.Snapshot(1)), Runs.Bits(second.Snapshot(1)));
    }

    [Fact]
    public void A_network_that_is_left_out_stays_so_and_the_others_go_on()
    {
        var data = RandomData.Splits(StateSamples, Inputs, Classes);
        TrainingJob[] stack = [.. new ulong[] { 0, 1, 2 }.Select(seed => new TrainingJob(Shape, Options, seed))];
        using ITrainingSession first = Open(data, stack), second = Open(data, stack);
        first.RunEpoch(CancellationToken.None);
        first.Leave(1);
        Copy(first, second);
        foreach (var session in new[] { first, second })
        {
            var outcomes = session.RunEpoch(CancellationToken.None);
            Assert.Equal([true, false, true], outcomes.Select(outcome => outcome.Record is not null));
            foreach (var i in new[] { 0, 2 })
                Runs.AssertClose(Runs.Train(Trainer, stack[i], data, 2).Network, session.Snapshot(i), 10);
        }
        Assert.Equal(Runs.Bits(first.Snapshot(2)), Runs.Bits(second.Snapshot(2)));
        // Left out, the last ones are none.
        first.Leave(0);
        first.Leave(2);
        Assert.All(first.RunEpoch(CancellationToken.None), outcome => Assert.Null(outcome.Record));
    }

    [Fact]
    public void The_state_of_another_shape_is_refused()
    {
        var data = RandomData.Splits(StateSamples, Inputs, Classes);
        using var session = Open(data, new TrainingJob(Shape with { Hidden = [9] }, Options, 0));
        using var other = Open(data, new TrainingJob(Shape, Options, 0));
        Assert.Throws<InvalidDataException>(() => Copy(session, other));
    }

    [Fact]
    public void The_state_of_another_number_of_networks_is_refused()
    {
        var data = RandomData.Splits(StateSamples, Inputs, Classes);
        TrainingJob[] stack = [.. new ulong[] { 0, 1, 2 }.Select(seed => new TrainingJob(Shape, Options, seed))];
        foreach (var (saved, loaded) in new[] { (2, 3), (3, 2) })
        {
            using ITrainingSession from = Open(data, stack[..saved]), to = Open(data, stack[..loaded]);
            Assert.Throws<InvalidDataException>(() => Copy(from, to));
        }
    }

    /// <summary>Stopped when so many batches have been read or epochs are done, saved,
    /// loaded in a session of its own and trained to the end.</summary>
    private string Interrupted(TrainingJob[] stack, DataSplits data, int batches, int epochs)
    {
        using var stop = new CancellationTokenSource();
        var features = new CountedFeatures(data.Train.Features, batches * Options.BatchSize, stop);
        var stopping = data with { Train = new LabelledData(features, data.Train.Labels, Classes) };
        using var first = Open(stopping, stack);
        List<IReadOnlyList<EpochOutcome>> outcomes = [];
        try
        {
            while (outcomes.Count < epochs)
                outcomes.Add(first.RunEpoch(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Goes on in the next session.
        }
        using var second = Open(data, stack);
        Copy(first, second);
        Assert.Equal(outcomes.Count, second.Epoch);
        outcomes.AddRange(RunAll(second, outcomes.Count));
        return Describe(outcomes, second);
    }

    private protected static void Copy(ITrainingSession from, ITrainingSession to)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
            from.Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        to.Load(reader);
        Assert.Equal(memory.Length, memory.Position);
    }

    /// <summary>Everything but the time.</summary>
    private static string Describe(IReadOnlyList<IReadOnlyList<EpochOutcome>> epochs, ITrainingSession session)
    {
        var records = epochs
            .SelectMany(outcomes => outcomes.Select(outcome => outcome.Failure ?? $"{outcome.Record! with { Seconds = 0 }}"));
        var bits = Enumerable.Range(0, epochs[^1].Count).Where(i => epochs[^1][i].Failure is null)
            .SelectMany(i => Runs.Bits(session.Snapshot(i)));
        return string.Join('\n', records) + string.Join(' ', bits);
    }

    /// <summary>The epochs that are left.</summary>
    private protected static IReadOnlyList<EpochOutcome>[] RunAll(ITrainingSession session, int done = 0) =>
        [.. Enumerable.Range(done, StackCase.Epochs - done).Select(_ => session.RunEpoch(CancellationToken.None))];
}
