namespace Engine.Numerics;

/// <summary>Keeps the team of one short call for the next one: to start threads and to end them takes a third of a millisecond.</summary>
/// <remarks>For objects that nobody disposes of; what is kept ends with them. Calls may come from several threads:
/// who finds no team makes one.</remarks>
public sealed class IdleTeam
{
    private WorkerTeam? _team;

    ~IdleTeam() => _team?.Dispose();

    /// <param name="size">Threads that work, the caller's included.</param>
    public TResult Use<TResult>(int size, Func<WorkerTeam, TResult> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var team = Take(size);
        try
        {
            return work(team);
        }
        finally
        {
            Interlocked.Exchange(ref _team, team)?.Dispose();
        }
    }

    private WorkerTeam Take(int size)
    {
        var team = Interlocked.Exchange(ref _team, null);
        if (team?.Size == size)
            return team;
        team?.Dispose();
        return new WorkerTeam(size);
    }
}
