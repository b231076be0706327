using System.Runtime.ExceptionServices;

namespace Engine.Numerics;

/// <summary>A fixed team of threads for many short parallel loops: a loop of some microseconds must not pay for waking threads.</summary>
/// <remarks>The caller works too; the others spin for a moment after each loop and then sleep. One caller at a time. Which thread runs
/// which part is left open, so a part must not depend on it.</remarks>
public sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] _threads;
    private readonly object _gate = new();
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
        BeginGeneration();
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
        BeginGeneration();
        foreach (var thread in _threads)
            thread.Join();
    }

    private void BeginGeneration()
    {
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleeping) == 0)
            return;
        lock (_gate)
            Monitor.PulseAll(_gate);
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
        for (var spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (Volatile.Read(ref _generation) != seen)
                return seen + 1;
            Thread.SpinWait(20);
        }
        Sleep(seen);
        return seen + 1;
    }

    /// <remarks>All who sleep wait for one condition rather than each for a permit: a permit could be taken by a thread that has finished its
    /// part and come back, and whoever it was meant for would sleep on while the caller waits for it.</remarks>
    private void Sleep(int seen)
    {
        lock (_gate)
        {
            // A barrier on either side: this thread sees the new generation, or its beginner sees that somebody sleeps.
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _generation) == seen)
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleeping);
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
