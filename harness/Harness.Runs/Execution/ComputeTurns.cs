namespace Harness.Runs.Execution;

/// <summary>How many stacks of a sweep compute at a time. One that only writes its files holds no turn, so that the next one computes while the disk answers.</summary>
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
