using System.Collections.Immutable;

namespace Harness.Runs.Execution;

/// <summary>
/// The devices of a sweep at work. One that fails twice in a row gets no more stacks while another is left: it would take one after the
/// other and lose them all.
/// </summary>
/// <param name="jobs">Stacks that compute on each at a time.</param>
internal sealed class DeviceCrew(SweepProviders providers, int jobs, Action<string> warn) : IDisposable
{
    /// <summary>Once may be the work's doing; a device that lives is opened anew for the next stack.</summary>
    private const int FailuresInARow = 2;

    private readonly Lock _lock = new();

    public ImmutableArray<DeviceSeat> Seats { get; } = [.. providers.Pairs.Select(pair => new DeviceSeat(pair, jobs))];

    /// <summary>Takes down how a stack ended.</summary>
    /// <param name="failed">Whether it was lost with the device.</param>
    public void Note(DeviceSeat seat, bool failed)
    {
        lock (_lock)
        {
            seat.Failures = failed ? seat.Failures + 1 : 0;
            if (seat.Failures < FailuresInARow || seat.IsGivenUp || Seats.Count(other => !other.IsGivenUp) == 1)
                return;
            seat.IsGivenUp = true;
        }
        warn($"{seat.Name} failed {FailuresInARow} times in a row and gets no more runs; the other devices go on. --resume tries again "
            + "what has failed");
    }

    public void Dispose()
    {
        foreach (var seat in Seats)
            seat.Turns.Dispose();
    }
}

/// <summary>One device of a sweep, with the trainer beside it, and the stacks that compute on it.</summary>
internal sealed class DeviceSeat(RunProviders providers, int jobs)
{
    private volatile bool _isGivenUp;

    public RunProviders Providers => providers;

    public ComputeTurns Turns { get; } = new(jobs);

    /// <summary>For messages.</summary>
    public string Name => $"{providers.Trainer.Name} with {providers.Device.Name}";

    /// <summary>Stacks that were lost with the device, one after the other, up to the last one.</summary>
    public int Failures { get; set; }

    /// <summary>Whether it gets no more.</summary>
    public bool IsGivenUp
    {
        get => _isGivenUp;
        set => _isGivenUp = value;
    }
}

/// <summary>
/// How many stacks compute on a device at a time. One that only writes its files holds no turn, so that the next one computes while the
/// disk answers.
/// </summary>
internal sealed class ComputeTurns(int turns) : IDisposable
{
    private readonly SemaphoreSlim _free = new(turns);

    /// <summary>Waits until one is free.</summary>
    /// <exception cref="OperationCanceledException">Stopped before one was.</exception>
    public Turn Take(CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        return new Turn(_free);
    }

    public void Dispose() => _free.Dispose();

    /// <summary>One that is taken; belongs to one thread.</summary>
    internal sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        /// <summary>Gives it back, once.</summary>
        public void End()
        {
            _free?.Release();
            _free = null;
        }

        public void Dispose() => End();
    }
}
