using System.Collections.Immutable;
using System.Diagnostics;
using Harness.Runs.Storage;

namespace Harness.Runs.Leases;

/// <summary>
/// The leases of a sweep's stacks: this process takes stacks from it, keeps its leases alive and gives them back. Several processes, on
/// several hosts, share one board.
/// </summary>
/// <remarks>
/// A lease ends when it has not changed for its length. The process that wants the stack measures that by its own clock: clocks of
/// different hosts are never compared. The lease of a process of the same host that has ended is taken over at once. Two processes that
/// hold one lease all the same (one was suspended for longer than the length) do the same run to the same bytes.
/// </remarks>
public sealed class LeaseBoard : IDisposable
{
    /// <summary>Signs of life of an owner in the length of a lease.</summary>
    private const int BeatsInLease = 4;

    private static readonly ImmutableSortedDictionary<string, LeasedRun> NoRuns =
        ImmutableSortedDictionary.Create<string, LeasedRun>(StringComparer.Ordinal);

    private readonly string _folder;
    private readonly TimeSpan _length;
    private readonly LeaseOwner _owner;
    private readonly Timer _heart;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (LeaseFile File, Lease Lease)> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (byte[] Content, long Since)> _seen = new(StringComparer.Ordinal);

    /// <param name="length">How long a lease of this process holds after its last sign of life.</param>
    public LeaseBoard(string folder, TimeSpan length) : this(folder, length, LeaseOwner.Current) { }

    /// <param name="owner">The process that takes leases; in tests another than this one.</param>
    public LeaseBoard(string folder, TimeSpan length, LeaseOwner owner)
    {
        (_folder, _length, _owner) = (folder, length, owner);
        _heart = new Timer(_ => Beat(), null, length / BeatsInLease, length / BeatsInLease);
    }

    /// <summary>Takes a stack, unless a process that may live holds it.</summary>
    /// <param name="tookOver">Whether a process held it that has ended; it may have left files half written.</param>
    /// <exception cref="StorageException">The folder is full, read-only or gone.</exception>
    public bool TryTake(string id, out bool tookOver)
    {
        var lease = new Lease(_owner, Guid.NewGuid().ToString("N"), 0, _length.TotalSeconds);
        lock (_lock)
        {
            tookOver = false;
            if (_held.ContainsKey(id))
                return false;
            var (last, next) = LeaseFile.Last(_folder, id);
            if (last is not null && !IsNobodys(id, last))
                return false;
            var mine = LeaseFile.Of(_folder, id, next);
            if (!mine.TryCreate(lease.ToBytes()))
                return false;
            // The last one stays beside it: whoever lists the folder at this moment may see neither otherwise.
            tookOver = last is not null;
            _held[id] = (mine, lease);
            _seen.Remove(id);
            return true;
        }
    }

    /// <summary>Keeps with the lease of a stack in hand how far one of its runs is; the next sign of life tells it.</summary>
    public void Note(string id, string run, LeasedRun state)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(id, out var held))
                _held[id] = (held.File, held.Lease with { Runs = (held.Lease.Runs ?? NoRuns).SetItem(run, state) });
        }
    }

    /// <summary>Gives a stack back.</summary>
    public void Release(string id)
    {
        lock (_lock)
        {
            // Not one that another process has taken over meanwhile.
            if (!_held.Remove(id, out var held) || !IsMine(held.File, held.Lease))
                return;
            var files = LeaseFile.In(_folder, id).Where(file => file.Number <= held.File.Number).OrderBy(file => file.Number);
            foreach (var file in files.ToArray())
                file.Remove();
        }
    }

    /// <summary>Removes the leases of stacks that are finished.</summary>
    public static void RemoveLeases(string folder, IReadOnlySet<string> ids)
    {
        foreach (var file in LeaseFile.In(folder).Where(file => ids.Contains(file.Stack)).ToArray())
            file.Remove();
    }

    /// <summary>
    /// Ids of the stacks that some process holds, each with its lease; those of dead processes of this host are left out.
    /// </summary>
    public static IReadOnlyDictionary<string, Lease> Leases(string folder) => LeaseFile.In(folder)
        .Select(file => (file.Stack, file.Number, Lease: file.Read() is { } content ? Lease.Parse(content) : null))
        .Where(found => found.Lease is { Owner.IsKnownDead: false })
        .GroupBy(found => found.Stack)
        .ToDictionary(found => found.Key, found => found.MaxBy(lease => lease.Number).Lease!, StringComparer.Ordinal);

    /// <summary>Names of what is left out: it ends as leases do, and no process makes a lease of such a name or content.</summary>
    public static IReadOnlyList<string> Strangers(string folder) => [.. LeaseFile.StrangersIn(folder).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_heart.Dispose(stopped))
            stopped.WaitOne();
        foreach (var id in _held.Keys.ToArray())
            Release(id);
    }

    private bool IsNobodys(string id, LeaseFile file)
    {
        if (file.Read() is not { } content)
            return false;
        var lease = Lease.Parse(content);
        if (lease is { Owner.IsKnownDead: true })
            return true;
        if (!_seen.TryGetValue(id, out var before) || !before.Content.AsSpan().SequenceEqual(content))
        {
            _seen[id] = (content, Stopwatch.GetTimestamp());
            return false;
        }
        var length = lease is null ? _length : TimeSpan.FromSeconds(lease.Length);
        return Stopwatch.GetElapsedTime(before.Since) > length;
    }

    /// <summary>Shows for every stack in hand that this process lives. A timer calls it several times in the length of a lease.</summary>
    public void Beat()
    {
        lock (_lock)
        {
            foreach (var (id, (file, lease)) in _held.ToArray())
            {
                if (!IsMine(file, lease))
                    continue;
                _held[id] = (file, lease with { Beat = lease.Beat + 1 });
                TryWrite(file, _held[id].Lease);
            }
        }
    }

    /// <summary>On a full disk the lease does not change, and another process takes it over in the end: the run is done twice.</summary>
    private static void TryWrite(LeaseFile file, Lease lease)
    {
        try
        {
            file.TryReplace(lease.ToBytes());
        }
        catch (StorageException)
        {
            // The next result that is written meets the same disk, and that is told.
        }
    }

    private static bool IsMine(LeaseFile file, Lease lease)
    {
        try
        {
            return file.Read() is { } content && Lease.Parse(content)?.Token == lease.Token;
        }
        catch (StorageException)
        {
            return false;
        }
    }
}
