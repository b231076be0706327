using System.Collections;
using System.Text;
using Engine.Torch.Stacks;
using Engine.Training;

namespace Torch.Tests;

/// <summary>A stack that is stopped at any step, saved, and loaded by another one, ends as if it had never stopped.</summary>
public sealed class StackStateTests
{
    private const int Networks = 3, StepsPerEpoch = 5;

    public static TheoryData<string, int[]> Stacks() =>
        new MatrixTheoryData<string, int[]>(StackCase.All.Select(one => one.Name), [[], [1], [0, 2], [0, 1, 2]]);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void At_whatever_step_it_is_stopped_it_ends_with_the_same_bytes(string name, int[] diverging)
    {
        Assert.NotNull(TorchCpu.Trainer);
        var jobs = StackCase.Named(name).Jobs(Networks, diverging);
        using var data = new DeviceData(RandomData.Splits(StackCase.Samples, StackCase.Inputs, StackCase.Classes), torch.CPU);
        using var whole = new StackModel(jobs, data);
        var expected = Describe(Run(whole, 0, CancellationToken.None), whole);
        HashSet<long> stops = [];
        for (var calls = 1; Interrupted(jobs, data, calls, stops) is { } found; calls++)
            Assert.Equal(expected, found);
        // Where all diverge there are no steps after the first epoch, or none after the last that they diverge in.
        var steps = diverging.Length == Networks ? StepsPerEpoch : StackCase.Epochs * StepsPerEpoch;
        Assert.Superset(Enumerable.Range(0, steps).Select(step => (long)step).ToHashSet(), stops);
    }

    /// <summary>Null where training ended before its first job was asked for so often.</summary>
    /// <param name="stops">Gets the number of steps after which it was stopped.</param>
    private static string? Interrupted(TrainingJob[] jobs, DeviceData data, int calls, HashSet<long> stops)
    {
        using var stop = new CancellationTokenSource();
        using var first = new StackModel(new CountedJobs(jobs, calls, stop), data);
        var before = Run(first, 0, stop.Token);
        if (before.Count == StackCase.Epochs)
            return null;
        using var second = new StackModel(jobs, data);
        stops.Add(Copy(first, second));
        // It goes on itself as well: so a checkpoint is written while training goes on.
        var found = Describe(before.Concat(Run(first, before.Count, CancellationToken.None)), first);
        Assert.Equal(found, Describe(before.Concat(Run(second, before.Count, CancellationToken.None)), second));
        return found;
    }

    /// <summary>The outcomes of the epochs that are left, up to where it is stopped.</summary>
    private static List<IReadOnlyList<EpochOutcome>> Run(StackModel model, int epoch, CancellationToken cancellation)
    {
        List<IReadOnlyList<EpochOutcome>> outcomes = [];
        try
        {
            for (; epoch < StackCase.Epochs; epoch++)
                outcomes.Add(model.RunEpoch(epoch, cancellation));
        }
        catch (OperationCanceledException)
        {
            // What has ended before counts.
        }
        return outcomes;
    }

    /// <returns>The steps taken.</returns>
    private static long Copy(StackModel from, StackModel to)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
            from.Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        to.Load(reader);
        Assert.Equal(memory.Length, memory.Position);
        return BitConverter.ToInt64(memory.GetBuffer());
    }

    /// <summary>Everything but the time.</summary>
    private static string Describe(IEnumerable<IReadOnlyList<EpochOutcome>> epochs, StackModel model)
    {
        var all = epochs.ToArray();
        var records = all.SelectMany(outcomes => outcomes.Select(one => one.Failure ?? $"{one.Record! with { Seconds = 0 }}"));
        var bits = Enumerable.Range(0, Networks).Where(i => all[^1][i].Failure is null).SelectMany(i => Runs.Bits(model.Snapshot(i)));
        return string.Join('\n', records) + string.Join(' ', bits);
    }

    /// <summary>Jobs that ask for an end when the first was asked for so often: each step asks it for the learning rate's factor.</summary>
    private sealed class CountedJobs(TrainingJob[] jobs, int calls, CancellationTokenSource stop) : IReadOnlyList<TrainingJob>
    {
        private int _calls;

        public int Count => jobs.Length;

        public TrainingJob this[int index]
        {
            get
            {
                if (index == 0 && ++_calls == calls)
                    stop.Cancel();
                return jobs[index];
            }
        }

        public IEnumerator<TrainingJob> GetEnumerator() => ((IEnumerable<TrainingJob>)jobs).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
