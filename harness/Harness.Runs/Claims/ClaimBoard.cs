using System.Diagnostics;
using Harness.Runs.Storage;

namespace Harness.Runs.Claims;

/// <summary>Says which stacks are in the hands of this process, and keeps saying so until they are released. Several processes, on several hosts, share one board.</summary>
/// <remarks>
/// A claim holds for a lease from its last change, as the process that wants it sees it, by that process's own clock: clocks of different hosts are never compared. The claim of a process
/// of the same host that has ended is taken over at once. Two processes that hold one claim all the same (one was suspended for longer than a lease) do the same run to the same bytes.
/// </remarks>
public sealed class ClaimBoard : IDisposable
{
    /// <summary>Times in a lease that an owner says that it lives.</summary>
    private const int BeatsInLease = 4;

    private readonly string _folder;
    private readonly TimeSpan _lease;
    private readonly ClaimOwner _owner;
    private readonly Timer _heart;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ClaimFile File, Claim Claim)> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (byte[] Content, long Since)> _seen = new(StringComparer.Ordinal);

    public ClaimBoard(string folder, TimeSpan lease) : this(folder, lease, ClaimOwner.Current) { }

    /// <param name="owner">Who claims; in tests another than this process.</param>
    public ClaimBoard(string folder, TimeSpan lease, ClaimOwner owner)
    {
        (_folder, _lease, _owner) = (folder, lease, owner);
        _heart = new Timer(_ => Beat(), null, lease / BeatsInLease, lease / BeatsInLease);
    }

    /// <summary>Claims a stack unless it is in the hands of a process that may live.</summary>
    /// <param name="tookOver">Whether it was in the hands of one that does not, which may have left files half written.</param>
    /// <exception cref="StorageException">The folder is full, read-only or gone.</exception>
    public bool TryTake(string id, out bool tookOver)
    {
        var claim = new Claim(_owner, Guid.NewGuid().ToString("N"), 0, _lease.TotalSeconds);
        lock (_lock)
        {
            tookOver = false;
            if (_held.ContainsKey(id))
                return false;
            var last = ClaimFile.In(_folder, id).MaxBy(file => file.Number);
            if (last is not null && !IsNobodys(id, last))
                return false;
            var mine = ClaimFile.Of(_folder, id, (last?.Number ?? 0) + 1);
            if (!mine.TryCreate(claim.ToBytes()))
                return false;
            // The last one stays beside it: whoever lists the folder at this moment may see neither otherwise.
            tookOver = last is not null;
            _held[id] = (mine, claim);
            _seen.Remove(id);
            return true;
        }
    }

    /// <summary>Gives a stack out of hand.</summary>
    public void Release(string id)
    {
        lock (_lock)
        {
            // Not one that another process has taken over meanwhile.
            if (!_held.Remove(id, out var held) || !IsMine(held.File, held.Claim))
                return;
            foreach (var file in ClaimFile.In(_folder, id).Where(file => file.Number <= held.File.Number).OrderBy(file => file.Number).ToArray())
                file.Remove();
        }
    }

    /// <summary>Removes the claims on stacks of which nothing is left to do.</summary>
    public static void RemoveClaims(string folder, IReadOnlySet<string> ids)
    {
        foreach (var file in ClaimFile.In(folder).Where(file => ids.Contains(file.Stack)).ToArray())
            file.Remove();
    }

    /// <summary>Ids of the stacks that some process claims, each with its owner; those of dead processes of this host are left out.</summary>
    public static IReadOnlyDictionary<string, ClaimOwner> Read(string folder) => ClaimFile.In(folder)
        .Select(file => (file.Stack, file.Number, Claim: file.Read() is { } content ? Claim.Parse(content) : null))
        .Where(found => found.Claim is { Owner.IsKnownDead: false })
        .GroupBy(found => found.Stack)
        .ToDictionary(found => found.Key, found => found.MaxBy(claim => claim.Number).Claim!.Owner, StringComparer.Ordinal);

    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_heart.Dispose(stopped))
            stopped.WaitOne();
        foreach (var id in _held.Keys.ToArray())
            Release(id);
    }

    private bool IsNobodys(string id, ClaimFile file)
    {
        if (file.Read() is not { } content)
            return false;
        var claim = Claim.Parse(content);
        if (claim is { Owner.IsKnownDead: true })
            return true;
        if (!_seen.TryGetValue(id, out var before) || !before.Content.AsSpan().SequenceEqual(content))
        {
            _seen[id] = (content, Stopwatch.GetTimestamp());
            return false;
        }
        var lease = claim is null ? _lease : TimeSpan.FromSeconds(Math.Clamp(claim.LeaseSeconds, 0, 24 * 3600));
        return Stopwatch.GetElapsedTime(before.Since) > lease;
    }

    /// <summary>Says of every stack in hand that this process lives; a timer does so several times in a lease.</summary>
    public void Beat()
    {
        lock (_lock)
        {
            foreach (var (id, (file, claim)) in _held.ToArray())
            {
                if (!IsMine(file, claim))
                    continue;
                _held[id] = (file, claim with { Beat = claim.Beat + 1 });
                TryTell(file, _held[id].Claim);
            }
        }
    }

    /// <summary>On a full disk the claim does not change, and another process takes it over in the end: the run is done twice.</summary>
    private static void TryTell(ClaimFile file, Claim claim)
    {
        try
        {
            file.TryReplace(claim.ToBytes());
        }
        catch (StorageException)
        {
            // Whoever writes a result next is told.
        }
    }

    private static bool IsMine(ClaimFile file, Claim claim)
    {
        try
        {
            return file.Read() is { } content && Claim.Parse(content)?.Token == claim.Token;
        }
        catch (StorageException)
        {
            return false;
        }
    }
}
