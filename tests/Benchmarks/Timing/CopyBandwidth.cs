using Engine.Numerics;

namespace Benchmarks.Timing;

/// <summary>How fast this machine copies memory: the limit of work that touches every byte once.</summary>
internal sealed unsafe class CopyBandwidth(long floats, WorkerTeam team) : IDisposable
{
    private const int Parts = 64;

    private readonly AlignedBuffer _source = new(floats), _target = new(floats);

    /// <summary>Copies so many floats, over the threads of the team.</summary>
    public void Copy()
    {
        var part = floats / Parts;
        team.Run(
            Parts,
            i => Buffer.MemoryCopy(_source.Pointer + (i * part), _target.Pointer + (i * part), part * sizeof(float), part * sizeof(float)));
    }

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }
}
