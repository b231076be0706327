using System.Runtime.InteropServices;
using Engine.Networks;
using Engine.Torch.Devices;
using Engine.Torch.Stacks;
using Engine.Training;

namespace Engine.Torch;

/// <summary>A stack of networks in training, in as few parts as the device's memory allows.</summary>
internal sealed class TorchSession : ITrainingSession
{
    private readonly ITorchDevice _device;
    private readonly TrainingContext _context;
    private readonly DeviceData _data;
    private List<StackPart> _parts;

    /// <param name="create">Makes the model of a part.</param>
    public TorchSession(IReadOnlyList<TrainingJob> stack, TrainingContext context, ITorchDevice device, Func<IReadOnlyList<TrainingJob>, DeviceData, IStackModel> create)
    {
        (_device, _context) = (device, context);
        foreach (var job in stack)
            TrainingCheck.Require(job, context.Data, TorchTrainer.Has);
        torch.set_num_threads(context.Threads);
        _data = Guard(() => new DeviceData(context.Data, device.Device));
        // Only networks of one kind make one batch of matrix products; others are parts of their own.
        _parts = [.. Enumerable.Range(0, stack.Count)
            .GroupBy(place => (stack[place].Shape, stack[place].Options.BatchSize, stack[place].Options.Optimizer))
            .SelectMany(kind => Fitting([.. kind.Select(place => stack[place])], [.. kind], jobs => create(jobs, _data)))];
    }

    public int Epoch { get; private set; }

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation)
    {
        // Of the thread that computes, and it may be another one each time.
        torch.set_num_threads(_context.Threads);
        var outcomes = new EpochOutcome[_parts.Sum(part => part.Count)];
        _parts = Guard(() => _parts.SelectMany(part => Advance(part, outcomes, cancellation)).ToList());
        Epoch++;
        return outcomes;
    }

    public Network Snapshot(int index) => Guard(() => _parts.Single(part => part.Holds(index)).Snapshot(index));

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
        _data.Dispose();
    }

    /// <summary>Trains a part for one more epoch; where memory runs out, its halves from the start, which ends with the same networks.</summary>
    /// <returns>The part, or what it was divided into.</returns>
    private StackPart[] Advance(StackPart part, EpochOutcome[] outcomes, CancellationToken cancellation)
    {
        try
        {
            part.RunTo(Epoch, outcomes, cancellation);
            return [part];
        }
        catch (ExternalException full) when (TorchErrors.IsOutOfMemory(full) && part.Count > 1)
        {
            part.Dispose();
            Release();
            _context.Warn($"{_device.Name}: out of memory with {part.Count} networks in a stack; they go on as two stacks of half the size.");
            return [.. part.Halves().SelectMany(half => Advance(half, outcomes, cancellation))];
        }
    }

    private IEnumerable<StackPart> Fitting(TrainingJob[] jobs, int[] places, Func<IReadOnlyList<TrainingJob>, IStackModel> create)
    {
        var fitting = _device.FreeMemory is { } free ? StackMemory.Fitting(jobs[0], _context.Data.Train.Samples, free) : jobs.Length;
        var parts = ((jobs.Length - 1) / fitting) + 1;
        if (parts > 1)
            _context.Warn($"{_device.Name}: memory for {fitting} of a stack's {jobs.Length} networks at a time; they are trained in {parts} parts.");
        // Parts of equal size, to one.
        var firsts = Enumerable.Range(0, parts + 1).Select(part => (int)((long)jobs.Length * part / parts)).ToArray();
        return firsts.Zip(firsts.Skip(1), (first, end) => new StackPart(jobs[first..end], places[first..end], create));
    }

    /// <summary>What an attempt that failed half-way had made is given back by finalizers.</summary>
    private static void Release()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <exception cref="UserErrorException">libtorch failed: its own words.</exception>
    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException failure)
        {
            var advice = TorchErrors.IsOutOfMemory(failure) ? " Even one network of this shape and batch does not fit; lower training.batch_size or the widths." : "";
            throw new UserErrorException($"{_device.Name}: {TorchErrors.FirstLine(failure)}{advice}", failure);
        }
    }
}
