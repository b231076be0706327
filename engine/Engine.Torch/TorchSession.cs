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
    private readonly Func<IReadOnlyList<TrainingJob>, IStackModel> _create;
    private readonly IReadOnlyList<TrainingJob> _stack;
    private List<StackPart> _parts;

    /// <param name="create">Makes the model of a part.</param>
    public TorchSession(
        IReadOnlyList<TrainingJob> stack,
        TrainingContext context,
        ITorchDevice device,
        Func<IReadOnlyList<TrainingJob>, DeviceData, IStackModel> create)
    {
        (_device, _context, _stack) = (device, context, stack);
        foreach (var job in stack)
            TrainingCheck.Require(job, context.Data);
        UseThreads();
        _data = Guard(() => new DeviceData(context.Data, device.Device), "The data set alone does not fit");
        _create = jobs => create(jobs, _data);
        // Only networks of one kind make one batch of matrix products; others are parts of their own.
        _parts = [.. Enumerable.Range(0, stack.Count)
            .GroupBy(place => KindOf(stack[place]))
            .SelectMany(kind => Fitting([.. kind.Select(place => stack[place])], [.. kind]))];
    }

    public int Epoch { get; private set; }

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation)
    {
        UseThreads();
        var outcomes = new EpochOutcome[_stack.Count];
        Guard(() =>
        {
            for (var part = 0; part < _parts.Count;)
                part += Advance(part, outcomes, cancellation) ? 1 : 0;
            return true;
        }, "Even one network of this shape and batch does not fit");
        Epoch++;
        return outcomes;
    }

    public void Leave(int index) => PartOf(index).Leave(index);

    public Network Snapshot(int index) => Guard(() => PartOf(index).Snapshot(index));

    public void Save(BinaryWriter state) => Guard(() =>
    {
        state.Write(Epoch);
        state.Write(_parts.Count);
        foreach (var part in _parts)
            part.Save(state);
        return true;
    });

    /// <remarks>The parts are those that were saved: what fitted then is not asked again.</remarks>
    public void Load(BinaryReader state) => Guard(() =>
    {
        UseThreads();
        _parts.ForEach(part => part.Dispose());
        Epoch = state.ReadInt32();
        _parts = [];
        for (var left = state.ReadInt32(); left > 0; left--)
            _parts.Add(StackPart.Load(state, _stack, _create));
        int[] places = [.. _parts.SelectMany(part => part.Places).Order()];
        return places.SequenceEqual(Enumerable.Range(0, _stack.Count))
            ? true
            : throw new InvalidDataException($"the state of {places.Length} networks, needed are {_stack.Count}");
    });

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
        _data.Dispose();
    }

    /// <summary>Sets the number of threads of the thread that computes, which may be another one each time.</summary>
    /// <remarks>A thread's first look at its number takes over the last one that any thread has set: another session's, if that comes
    /// between. It is asked first, so that what is set then stays.</remarks>
    private void UseThreads()
    {
        _ = torch.get_num_threads();
        torch.set_num_threads(_context.Threads);
    }

    /// <summary>Trains a part for one more epoch; where memory runs out its halves take its
    /// place, which begin from the start and end with the same networks.</summary>
    /// <returns>Whether it was trained.</returns>
    private bool Advance(int place, EpochOutcome[] outcomes, CancellationToken cancellation)
    {
        var part = _parts[place];
        try
        {
            part.RunTo(Epoch, outcomes, cancellation);
            return true;
        }
        catch (ExternalException full) when (TorchErrors.IsOutOfMemory(full) && part.Count > 1)
        {
            part.Dispose();
            StackMemory.Release();
            _context.Warn(
                $"{_device.Name}: out of memory with {part.Count} networks in a stack; they go on as two stacks of half the size.");
            _parts.RemoveAt(place);
            _parts.InsertRange(place, part.Halves());
            return false;
        }
    }

    private static object KindOf(TrainingJob job)
    {
        var options = job.Options;
        // The length of training matters only where the learning rate follows it.
        var schedule = options.Schedule.IsConstant ? (options.Schedule, 0) : (options.Schedule, options.Epochs);
        return (job.Shape, options.BatchSize, options.Optimizer, options.Objective, options.L2On, schedule);
    }

    private IEnumerable<StackPart> Fitting(TrainingJob[] jobs, int[] places)
    {
        var fitting = _device.FreeMemory is { } free ? StackMemory.Fitting(jobs[0], _context.Data.Train.Samples, free) : jobs.Length;
        var parts = ((jobs.Length - 1) / fitting) + 1;
        if (parts > 1)
        {
            _context.Warn(
                $"{_device.Name}: memory for {fitting} of a stack's {jobs.Length} networks at a time; they are trained in {parts} parts.");
        }
        // Parts of equal size, to one.
        var firsts = Enumerable.Range(0, parts + 1).Select(part => (int)((long)jobs.Length * part / parts)).ToArray();
        return firsts.Zip(firsts.Skip(1), (first, end) => new StackPart(jobs[first..end], places[first..end], _create));
    }

    private StackPart PartOf(int place) => _parts.Single(part => part.Places.Contains(place));

    /// <param name="shortage">Told where memory is out: what did not fit.</param>
    /// <exception cref="DeviceFailedException">The GPU failed, or its driver or libraries: libtorch's own words.</exception>
    /// <exception cref="UserErrorException">libtorch failed: its own words.</exception>
    private T Guard<T>(Func<T> work, string shortage = "It does not fit")
    {
        try
        {
            return work();
        }
        catch (ExternalException failure)
        {
            var advice = TorchErrors.IsOutOfMemory(failure)
                ? $" {shortage} in what is free; end what else uses the device, or lower training.batch_size or the widths."
                : "";
            var words = $"{_device.Name}: {TorchErrors.FirstLine(failure)}{advice}";
            throw TorchErrors.IsOfDevice(failure) ? new DeviceFailedException(words, failure) : new UserErrorException(words, failure);
        }
    }
}

/// <summary>Reads libtorch's errors, which arrive as text with a trace of its own functions behind the first line.</summary>
internal static class TorchErrors
{
    /// <summary>The last one is of cuBLAS where there is no room for its handle.</summary>
    private static readonly string[] MemoryWords =
        ["out of memory", "can't allocate memory", "not enough memory", "ALLOC_FAILED", "CUBLAS_STATUS_NOT_INITIALIZED"];

    /// <summary>How libtorch begins what CUDA, its driver, cuBLAS or cuDNN answered.</summary>
    private static readonly string[] DeviceWords = ["CUDA error", "CUDA driver error", "CUBLAS_STATUS_", "CUDNN_STATUS_"];

    public static bool IsOutOfMemory(ExternalException error) => Says(error, MemoryWords);

    /// <summary>Whether the device failed, and not the work that it was given.</summary>
    public static bool IsOfDevice(ExternalException error) => !IsOutOfMemory(error) && Says(error, DeviceWords);

    private static bool Says(ExternalException error, string[] any) =>
        any.Any(words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase));

    public static string FirstLine(ExternalException error) => error.Message.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd();
}
