using System.Text;
using Engine.Torch.Stacks;
using Engine.Training;

namespace Torch.Tests;

/// <summary>A stack that memory runs out with goes on as two halves: those that have ended stay so, and each other one ends as it would
/// have.</summary>
public sealed class HalvedStackTests
{
    private const int Networks = 5;

    private readonly List<string> _warnings = [];

    public static TheoryData<string, int[]> Diverging() => new MatrixTheoryData<string, int[]>(
        StackCase.All.Select(one => one.Name), [[0], [2, 4], [0, 1, 2, 3, 4]]);

    [Theory]
    [MemberData(nameof(Diverging))]
    public void Beside_diverged_networks_each_ends_as_in_the_whole_stack(string name, int[] diverging)
    {
        var one = StackCase.Named(name);
        var stack = one.Jobs(Networks, diverging);
        using var whole = Open(stack, _ => null);
        using var halved = Open(stack, epoch => epoch == 2 ? 2 : null);
        var (expected, found) = (Run(whole, 0, StackCase.Epochs), Run(halved, 0, StackCase.Epochs));
        Assert.Equal(2, _warnings.Count);
        for (var i = 0; i < Networks; i++)
        {
            Assert.Equal(Reason(expected[i]), Reason(found[i]));
            if (expected[i].Record is null)
                Assert.Throws<UserErrorException>(() => halved.Snapshot(i));
            else
                AssertClose(one, whole, halved, i);
        }
    }

    /// <summary>Left out in this session, or before it was saved and loaded in this one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_that_were_left_out_stay_so(bool loaded)
    {
        var one = StackCase.Named("Adam, cosine, dropout");
        var stack = one.Jobs(Networks, 4);
        using var whole = Open(stack, _ => null);
        using var before = Open(stack, epoch => loaded ? null : Full(epoch));
        using var after = Open(stack, Full);
        foreach (var session in new[] { whole, before })
        {
            Run(session, 0, 2);
            session.Leave(1);
        }
        if (loaded)
            Copy(before, after);
        var halved = loaded ? after : before;
        var found = Run(halved, 2, StackCase.Epochs);
        Run(whole, 2, StackCase.Epochs);
        Assert.Equal(2, _warnings.Count);
        Assert.Equal(new EpochOutcome(null, Divergence.LeftOut), found[1]);
        Assert.Throws<UserErrorException>(() => halved.Snapshot(1));
        foreach (var i in new[] { 0, 2, 3 })
            AssertClose(one, whole, halved, i);

        static int? Full(int epoch) => epoch == 2 ? 2 : null;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Its_state_is_that_of_its_halves(int diverging)
    {
        foreach (var one in StackCase.All)
        {
            var stack = one.Jobs(Networks, diverging);
            using var first = Open(stack, epoch => epoch == 1 ? 2 : null);
            using var second = Open(stack, _ => null);
            Run(first, 0, 3);
            first.Leave(2);
            Copy(first, second);
            EpochOutcome[] expected = Untimed(Run(first, 3, StackCase.Epochs)), found = Untimed(Run(second, 3, StackCase.Epochs));
            Assert.Equal(expected, found);
            foreach (var i in Enumerable.Range(0, Networks).Where(i => expected[i].Record is not null))
                Assert.Equal(Runs.Bits(first.Snapshot(i)), Runs.Bits(second.Snapshot(i)));
        }
    }

    [Fact]
    public void Without_room_for_as_many_as_were_saved_the_state_is_of_no_use()
    {
        var stack = StackCase.Named("Sgd").Jobs(Networks);
        using var first = Open(stack, _ => null);
        Run(first, 0, 1);
        var data = RandomData.Splits(StackCase.Samples, StackCase.Inputs, StackCase.Classes);
        // Another process has taken the memory since.
        using var second = new TorchSession(
            stack, new TrainingContext(data, 1), new TestDevice(long.MaxValue),
            (jobs, on) => jobs.Count > 2 ? throw new Spoken("CUDA out of memory.") : new StackModel(jobs, on));
        var error = Assert.Throws<InvalidDataException>(() => Copy(first, second));
        Assert.Equal("out of memory with 5 networks in a stack, as many as were saved", error.Message);
    }

    /// <param name="fits">How many networks fit in an epoch; null for any number.</param>
    private TorchSession Open(TrainingJob[] stack, Func<int, int?> fits)
    {
        Assert.NotNull(TorchCpu.Trainer);
        var data = RandomData.Splits(StackCase.Samples, StackCase.Inputs, StackCase.Classes);
        return new TorchSession(
            stack, new TrainingContext(data, 1) { Warn = _warnings.Add }, new TestDevice(long.MaxValue),
            (jobs, on) => new FailingModel(
                jobs, on, (epoch, count) => fits(epoch) is { } most ? FailingModel.Full(most, epoch)(epoch, count) : null));
    }

    /// <returns>The outcomes of the last epoch.</returns>
    private static EpochOutcome[] Run(TorchSession session, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray()[^1]];

    private static EpochOutcome[] Untimed(EpochOutcome[] outcomes) =>
        [.. outcomes.Select(outcome => outcome.Record is null ? outcome : outcome with { Record = outcome.Record with { Seconds = 0 } })];

    /// <summary>Without the last digits of the loss.</summary>
    private static string? Reason(EpochOutcome outcome) => outcome.Failure?.Split("; the training loss was ")[0];

    private static void AssertClose(StackCase one, TorchSession whole, TorchSession halved, int place)
    {
        foreach (var (a, b) in Runs.Blocks(whole.Snapshot(place)).Zip(Runs.Blocks(halved.Snapshot(place))))
        {
            if (!one.Network.IsRoundingNoise(a.Name))
                Deviation.Within(
                    TrainingTolerance.Weights(20), [.. a.Values], [.. b.Values], TrainingTolerance.Floor,
                    $"{one.Name}: {a.Name} of network {place}");
        }
    }

    private static void Copy(TorchSession from, TorchSession to)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
            from.Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        to.Load(reader);
        Assert.Equal(memory.Length, memory.Position);
    }
}
