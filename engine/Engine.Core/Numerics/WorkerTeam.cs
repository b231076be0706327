using System.Diagnostics;

namespace Engine.Numerics;

/// <summary>A fixed team of threads for many short parallel loops: a loop of some microseconds must not pay for waking threads.</summary>
/// <remarks>The caller works too and waits only for parts that another thread has begun, so that a thread the system does not run delays
/// nobody. Whoever waits spins for a moment and then blocks, which leaves a busy machine's cores to those who have work. One caller at a
/// time; a body must not call <see cref="Run"/>. Which thread runs which part is left open, so a part must not depend on it.</remarks>
public sealed class WorkerTeam : IDisposable
{
    /// <summary>Microseconds that a thread spins before it blocks: longer than most pauses between two loops
    /// of one piece of work.</summary>
    private const int UsualSpin = 50;

    private readonly Thread[] _threads;
    private readonly long _spinTicks;
    private readonly object _start = new();
    private readonly object _end = new();
    private TeamLoop? _loop;
    private int _sleeping;
    private int _callerBlocks;
    private volatile bool _stopping;

    /// <param name="size">Threads that work, the caller's included.</param>
    /// <param name="spin">Microseconds that a thread spins before it blocks. To wake it takes as long again, so that loops that follow each
    /// other for minutes want more than the longest pause between two of them; while it spins, it keeps a core from others.</param>
    public WorkerTeam(int size, int spin = UsualSpin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _spinTicks = size <= Environment.ProcessorCount ? Stopwatch.Frequency / 1_000_000 * spin : 0;
        _threads = new Thread[size - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"engine worker {i + 1}" };
            _threads[i].Start();
        }
    }

    public int Size => _threads.Length + 1;

    /// <summary>Runs <paramref name="body"/> for 0 .. <paramref name="parts"/> - 1 and returns when all are done;
    /// the first exception is thrown on.</summary>
    public void Run(int parts, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ObjectDisposedException.ThrowIf(_stopping, this);
        var loop = new TeamLoop(Math.Max(parts, 0), body);
        if (_threads.Length > 0 && parts > 1)
            Publish(loop);
        if (!loop.Work())
            AwaitEnd(loop);
        Volatile.Write(ref _loop, null);
        loop.ThrowFailure();
    }

    public void Dispose()
    {
        _stopping = true;
        lock (_start)
            Monitor.PulseAll(_start);
        foreach (var thread in _threads)
            thread.Join();
    }

    /// <summary>The exchange is a full fence, as is the increment in <see cref="Sleep"/>:
    /// either this thread sees the sleeper or the sleeper sees the loop.</summary>
    private void Publish(TeamLoop loop)
    {
        Interlocked.Exchange(ref _loop, loop);
        if (Volatile.Read(ref _sleeping) == 0)
            return;
        lock (_start)
            Monitor.PulseAll(_start);
    }

    private void AwaitEnd(TeamLoop loop)
    {
        var started = Stopwatch.GetTimestamp();
        while (!loop.IsFinished)
        {
            if (Stopwatch.GetTimestamp() - started > _spinTicks)
            {
                BlockUntilEnd(loop);
                return;
            }
            Thread.SpinWait(8);
        }
    }

    /// <summary>Fenced as <see cref="Publish"/> is: either the last worker sees that the caller blocks,
    /// or the caller sees the end.</summary>
    private void BlockUntilEnd(TeamLoop loop)
    {
        lock (_end)
        {
            Interlocked.Exchange(ref _callerBlocks, 1);
            while (!loop.IsFinished)
                Monitor.Wait(_end);
            Volatile.Write(ref _callerBlocks, 0);
        }
    }

    private void Work()
    {
        while (AwaitLoop() is { } loop)
        {
            if (!loop.Work() || Volatile.Read(ref _callerBlocks) == 0)
                continue;
            lock (_end)
                Monitor.Pulse(_end);
        }
    }

    /// <summary>The next loop with parts to take; null when the team is disposed of.</summary>
    private TeamLoop? AwaitLoop()
    {
        var started = Stopwatch.GetTimestamp();
        while (!_stopping)
        {
            if (Volatile.Read(ref _loop) is { HasParts: true } loop)
                return loop;
            if (Stopwatch.GetTimestamp() - started > _spinTicks)
                Sleep();
            else
                Thread.SpinWait(8);
        }
        return null;
    }

    private void Sleep()
    {
        lock (_start)
        {
            Interlocked.Increment(ref _sleeping);
            while (!_stopping && Volatile.Read(ref _loop) is not { HasParts: true })
                Monitor.Wait(_start);
            Interlocked.Decrement(ref _sleeping);
        }
    }
}
