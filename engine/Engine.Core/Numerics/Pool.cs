using System.Collections.Concurrent;

namespace Engine.Numerics;

/// <summary>Workspaces that parts of a parallel loop take in turn: as many are made as are in use at one time,
/// and all are freed together.</summary>
/// <param name="create">Called by whichever thread finds none idle.</param>
public sealed class Pool<T>(Func<T> create) : IDisposable
    where T : class, IDisposable
{
    private readonly ConcurrentBag<T> _idle = [];

    /// <summary>Runs <paramref name="body"/> on a workspace that nobody else is using; one on which it throws is freed at once.</summary>
    public void Use(Action<T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var workspace = _idle.TryTake(out var idle) ? idle : create();
        try
        {
            body(workspace);
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
        _idle.Add(workspace);
    }

    public void Dispose()
    {
        foreach (var workspace in _idle)
            workspace.Dispose();
    }
}
