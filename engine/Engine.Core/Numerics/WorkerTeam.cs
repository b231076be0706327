using System.Runtime.ExceptionServices;

namespace Engine.Numerics;

/// <summary>A fixed team of threads for many short parallel loops: a loop of some microseconds must not pay for waking threads.</summary>
/// <remarks>The caller works too; the others spin for a moment after each loop and then sleep. One caller at a time. Which thread runs
/// which part is left open, so a part must not depend on it.</remarks>
public sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private Action<int>? _body;
    private ExceptionDispatchInfo? _failure;
    private int _parts;
    private int _next;
    private int _finished;
    private int _generation;
    private int _sleeping;
    private volatile bool _stopping;

    /// <param name="size">Threads that work, the caller's included.</param>
    public WorkerTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _threads = new Thread[size - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"engine worker {i + 1}" };
            _threads[i].Start();
        }
    }

    public int Size => _threads.Length + 1;

    /// <summary>Runs <paramref name="body"/> for 0 .. <paramref name="parts"/> - 1 and returns when all are done; the first exception is thrown on.</summary>
    public void Run(int parts, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (_threads.Length == 0 || parts <= 1)
        {
            for (var i = 0; i < parts; i++)
                body(i);
            return;
        }
        _body = body;
        _parts = parts;
        _failure = null;
        Volatile.Write(ref _finished, 0);
        Volatile.Write(ref _next, 0);
        Interlocked.Increment(ref _generation);
        var sleeping = Volatile.Read(ref _sleeping);
        if (sleeping > 0)
            _wake.Release(sleeping);
        Drain();
        var spin = new SpinWait();
        while (Volatile.Read(ref _finished) < _threads.Length)
            spin.SpinOnce(sleep1Threshold: -1);
        _body = null;
        _failure?.Throw();
    }

    public void Dispose()
    {
        _stopping = true;
        Interlocked.Increment(ref _generation);
        _wake.Release(_threads.Length + 1);
        foreach (var thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void Work()
    {
        var seen = 0;
        while (true)
        {
            seen = Await(seen);
            if (_stopping)
                return;
            Drain();
            Interlocked.Increment(ref _finished);
        }
    }

    /// <summary>Waits for the generation after <paramref name="seen"/>; every thread takes part in every generation.</summary>
    private int Await(int seen)
    {
        for (var spins = 0; ; spins++)
        {
            var current = Volatile.Read(ref _generation);
            if (current != seen)
                return seen + 1;
            if (spins < SpinsBeforeSleep)
            {
                Thread.SpinWait(20);
                continue;
            }
            Interlocked.Increment(ref _sleeping);
            if (Volatile.Read(ref _generation) == seen)
                _wake.Wait();
            Interlocked.Decrement(ref _sleeping);
            spins = 0;
        }
    }

    private void Drain()
    {
        var body = _body!;
        for (var part = Interlocked.Increment(ref _next) - 1; part < _parts; part = Interlocked.Increment(ref _next) - 1)
        {
            try
            {
                body(part);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
    }
}
