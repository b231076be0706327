using System.Runtime.ExceptionServices;

namespace Engine.Numerics;

/// <summary>One parallel loop: threads take its parts one by one until none is left. A new object for each loop, so that a thread that
/// comes late finds its own loop used up and never touches the next one.</summary>
internal sealed class TeamLoop(int parts, Action<int> body)
{
    private int _next;
    private int _finished;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether there is a part that nobody has taken.</summary>
    public bool HasParts => Volatile.Read(ref _next) < parts;

    /// <summary>Whether every part has been run to its end.</summary>
    public bool IsFinished => Volatile.Read(ref _finished) == parts;

    /// <summary>Runs parts while there are any.</summary>
    /// <returns>Whether this call ran the part that ended last.</returns>
    public bool Work()
    {
        var last = false;
        for (var part = Take(); part < parts; part = Take())
        {
            RunPart(part);
            last = Interlocked.Increment(ref _finished) == parts;
        }
        return last;
    }

    /// <summary>Throws the first exception of any part.</summary>
    public void ThrowFailure() => _failure?.Throw();

    private int Take() => Interlocked.Increment(ref _next) - 1;

    private void RunPart(int part)
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
